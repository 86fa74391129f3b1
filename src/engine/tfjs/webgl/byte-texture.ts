import type { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import type { TensorInfo } from '@tensorflow/tfjs-core';

/**
 * Bytes in a texture of our own, four a pixel, that programs read as one of their inputs. TensorFlow.js would make a 32-bit float of each byte
 * (220 MB for 70,000 images instead of 55) by way of a second texture of the same size.
 */
export interface ByteTexture {
  /** To be passed to `runProgram`; not a tensor that anything else can read. */
  readonly info: TensorInfo;
  /** Pixels a row, for `BYTE_AT` and `PIXEL_AT`. */
  readonly width: number;
  dispose(): void;
}

/** GLSL of the four bytes (0 to 255) at pixel `index` of the texture `name`, `width` pixels wide. */
export const pixelAt = (name: string, index: string, width: string): string =>
  `floor(texelFetch(${name}, ivec2((${index}) % ${width}, (${index}) / ${width}), 0) * 255.0 + 0.5)`;

/** Whether so many bytes fit into one texture. */
export const fitsByteTexture = (bytes: number, maxTextureSize: number): boolean => Math.ceil(bytes / 4) <= maxTextureSize ** 2;

/** Uploads bytes. The texture is as square as it can be. */
export function createByteTexture(backend: MathBackendWebGL, bytes: Uint8Array, maxTextureSize: number): ByteTexture {
  const pixels = Math.max(1, Math.ceil(bytes.length / 4));
  const width = Math.min(maxTextureSize, Math.max(1, Math.ceil(Math.sqrt(pixels))));
  const height = Math.ceil(pixels / width);
  const gl = backend.gpgpu.gl as WebGL2RenderingContext;
  const texture = uploadTexture(gl, bytes, width, height);
  const info = adopt(backend, texture, width, height);
  return { info, width, dispose: () => release(backend, gl, info, texture) };
}

function uploadTexture(gl: WebGL2RenderingContext, bytes: Uint8Array, width: number, height: number): WebGLTexture {
  const texture = gl.createTexture();
  gl.bindTexture(gl.TEXTURE_2D, texture);
  for (const side of [gl.TEXTURE_WRAP_S, gl.TEXTURE_WRAP_T]) gl.texParameteri(gl.TEXTURE_2D, side, gl.CLAMP_TO_EDGE);
  for (const filter of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER]) gl.texParameteri(gl.TEXTURE_2D, filter, gl.NEAREST);
  gl.texStorage2D(gl.TEXTURE_2D, 1, gl.RGBA8, width, height);
  uploadRows(gl, bytes, width);
  gl.bindTexture(gl.TEXTURE_2D, null);
  return texture;
}

/** Whole rows go up from where they lie; only the last, if it is not full, is copied. */
function uploadRows(gl: WebGL2RenderingContext, bytes: Uint8Array, width: number): void {
  const rowBytes = 4 * width;
  const whole = Math.floor(bytes.length / rowBytes);
  const put = (row: number, rows: number, data: Uint8Array) =>
    gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, row, width, rows, gl.RGBA, gl.UNSIGNED_BYTE, data);
  if (whole > 0) put(0, whole, bytes.subarray(0, whole * rowBytes));
  if (whole * rowBytes === bytes.length) return;
  const last = new Uint8Array(rowBytes);
  last.set(bytes.subarray(whole * rowBytes));
  put(whole, 1, last);
}

/** Registers a texture under a data id, as the backend's own writeTexture does, but without copying it. */
function adopt(backend: MathBackendWebGL, texture: WebGLTexture, width: number, height: number): TensorInfo {
  const info = backend.makeTensorInfo([height, width], 'float32');
  const data = backend.getDataInfo(info.dataId);
  data.texture = { texture, texShape: [height, width] };
  data.texShape = [height, width];
  data.isPacked = false;
  return info;
}

function release(backend: MathBackendWebGL, gl: WebGL2RenderingContext, info: TensorInfo, texture: WebGLTexture): void {
  // Without its texture the entry is forgotten alone; else the backend would recycle the texture as one of its own.
  backend.getDataInfo(info.dataId).texture = null as never;
  backend.disposeIntermediateTensorInfo(info);
  gl.deleteTexture(texture);
}
