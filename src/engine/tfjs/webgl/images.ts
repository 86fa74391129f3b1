import type { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import type { Tensor, TensorInfo } from '@tensorflow/tfjs-core';
import { imageBytes } from '@/dataset/image-size';
import type { Batch, ImageSource, ImageStore } from '@/engine/tfjs/device';
import { type ByteTexture, createByteTexture, fitsByteTexture, pixelAt } from './byte-texture';
import { lossOnGpu } from './loss';
import { floats, ints, type Program, runProgram } from './programs';

/** Class of an image without one. */
const NO_TARGET = 255;

/** Largest image index that the 24 bits beside a target hold. */
const INDEX_LIMIT = 2 ** 24;

/**
 * Images on the GPU: all bytes go up once, and each batch gathers its own from them in one draw. Where they do not fit into one texture, or a
 * batch comes with images of its own, the batch's bytes go up with it.
 */
export function openImagesOnGpu(backend: MathBackendWebGL, source: ImageSource, maxTextureSize: number): ImageStore {
  const count = source.pixels.length / imageBytes(source);
  const resident = fitsByteTexture(source.pixels.length, maxTextureSize) && count < INDEX_LIMIT;
  const all = resident ? createByteTexture(backend, source.pixels, maxTextureSize) : null;
  let previous: ByteTexture[] = [];
  const disposePrevious = () => {
    for (const texture of previous) texture.dispose();
    previous = [];
  };
  return {
    batch(indices, images) {
      disposePrevious();
      const own = images ?? (resident ? null : pickedBytes(source, indices));
      const upload = (bytes: Uint8Array) => {
        const texture = createByteTexture(backend, bytes, maxTextureSize);
        previous.push(texture);
        return texture;
      };
      const rows = upload(rowBytes(source, indices, own === null));
      const pixels = own ? upload(own) : all!;
      return batchOf(backend, source, indices.length, rows, pixels);
    },
    dispose() {
      disposePrevious();
      all?.dispose();
    },
  };
}

/**
 * One pixel for each example: its image's place (among all, or in the batch) in three bytes, its class in the fourth. Bytes are exact on 16-bit GPUs, where an index past 2,048
 * would not be, and need no draw to become a texture.
 */
function rowBytes({ targets }: ImageSource, indices: Uint32Array, resident: boolean): Uint8Array {
  const rows = Uint32Array.from(indices, (index, i) => ((targets?.[index] ?? NO_TARGET) << 24) | (resident ? index : i));
  return new Uint8Array(rows.buffer);
}

function pickedBytes(source: ImageSource, indices: Uint32Array): Uint8Array {
  const { pixels } = source;
  const size = imageBytes(source);
  const picked = new Uint8Array(indices.length * size);
  for (const [i, index] of indices.entries()) picked.set(pixels.subarray(index * size, (index + 1) * size), i * size);
  return picked;
}

function batchOf(backend: MathBackendWebGL, source: ImageSource, size: number, rows: ByteTexture, pixels: ByteTexture): Batch {
  return {
    images: gather(backend, source, size, rows, pixels),
    loss: (objective, logits, penalty) => lossOnGpu(backend, objective, logits, rows, penalty),
  };
}

function gather(backend: MathBackendWebGL, source: ImageSource, size: number, rows: ByteTexture, pixels: ByteTexture): Tensor {
  const { height, width, channels, offset, factor } = source;
  const uniforms = { rowsWidth: rows.width, pixelsWidth: pixels.width, height, width, channels, offset, factor };
  const inputs: TensorInfo[] = [rows.info, pixels.info];
  return runProgram(backend, { ...GATHER, outputShape: [size, height, width, channels] }, inputs, uniforms);
}

const GATHER: Omit<Program, 'outputShape'> = {
  inputs: ['rows', 'pixels'],
  uniforms: [...ints(['rowsWidth', 'pixelsWidth', 'height', 'width', 'channels']), ...floats(['offset', 'factor'])],
  source: `void main() {
    ivec4 place = getOutputCoords();
    ivec4 row = ivec4(${pixelAt('rows', 'place.x', 'rowsWidth')});
    int image = row.r + 256 * (row.g + 256 * row.b);
    int position = ((image * height + place.y) * width + place.z) * channels + place.w;
    vec4 four = ${pixelAt('pixels', 'position / 4', 'pixelsWidth')};
    setOutput((four[position % 4] - offset) * factor);
  }`,
};
