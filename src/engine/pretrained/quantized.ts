/** A weight array as signed bytes: each stands for itself times `scale`. `bytes` is base64. */
export interface QuantizedArray {
  scale: number;
  bytes: string;
}

/** The largest byte. */
const STEPS = 127;

/** Rounds weights to 255 evenly spaced values about 0, up to the largest of them: at most half a step off each. */
export function quantize(weights: Float32Array): QuantizedArray {
  const largest = weights.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const scale = largest > 0 ? largest / STEPS : 1;
  const bytes = Int8Array.from(weights, (value) => Math.round(value / scale));
  return { scale, bytes: btoa(String.fromCharCode(...new Uint8Array(bytes.buffer))) };
}

/** The weights that quantized ones stand for. */
export const dequantize = ({ scale, bytes }: QuantizedArray): Float32Array =>
  Float32Array.from(atob(bytes), (character) => scale * ((character.charCodeAt(0) << 24) >> 24));
