import { deviceName } from './device-name';

/** A WebGL2 context of our own, for TensorFlow.js to compute on. */
export interface GraphicsContext {
  gl: WebGL2RenderingContext;
  canvas: OffscreenCanvas;
  /** The graphics card as the driver names it; empty where it is kept private. */
  device: string;
  /** False for a software rasteriser. */
  hardware: boolean;
}

/** Names of rasterisers that run on the CPU. */
const SOFTWARE = /swiftshader|llvmpipe|softpipe|microsoft basic render|software/i;

const ATTRIBUTES: WebGLContextAttributes = {
  alpha: false,
  antialias: false,
  premultipliedAlpha: false,
  preserveDrawingBuffer: false,
  depth: false,
  stencil: false,
  // On a laptop with two graphics cards, asks for the stronger one.
  powerPreference: 'high-performance',
};

/**
 * Creates the context; throws an Error with the reason in words where it cannot be. TensorFlow.js would not do it in Safari's workers, and
 * nowhere asks for the stronger graphics card.
 */
export function createGraphicsContext(): GraphicsContext {
  if (typeof OffscreenCanvas === 'undefined') throw new Error('this browser has no WebGL outside of the page (OffscreenCanvas)');
  const canvas = new OffscreenCanvas(1, 1);
  const gl = canvas.getContext('webgl2', ATTRIBUTES) as WebGL2RenderingContext | null;
  if (!gl) throw new Error('this browser offers no WebGL2');
  if (!gl.getExtension('EXT_color_buffer_float') && !gl.getExtension('EXT_color_buffer_half_float'))
    throw new Error('this graphics card cannot draw into textures of floating-point numbers');
  const renderer = rendererOf(gl);
  return { gl, canvas, device: deviceName(renderer), hardware: !SOFTWARE.test(renderer) };
}

function rendererOf(gl: WebGL2RenderingContext): string {
  const info = gl.getExtension('WEBGL_debug_renderer_info');
  const name = gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER);
  return typeof name === 'string' ? name : '';
}
