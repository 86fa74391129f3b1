import type { Piece } from '@/engine/tfjs/activations';
import type { Formula } from '@/engine/tfjs/device';

/** The output of a GRU's step, of the update gate's sum z, the candidate's sum g and the output before h: s(z) * h + (1 - s(z)) * t(g). */
export const mixOf = (s: Piece, t: Piece): Formula => ({
  inputs: ['z', 'g', 'h'],
  numbers: ['slope'],
  glsl: `${s.glsl('z')} * h + (1.0 - ${s.glsl('z')}) * ${t.glsl('g')}`,
  js: (slope) => (z, g, h) => {
    const share = s.js(z!, slope!);
    return share * h! + (1 - share) * t.js(g!, slope!);
  },
});

/** Gradients at g and z. */
export function mixGradients(s: Piece, t: Piece): Formula[] {
  const shared = { inputs: ['dOutput', 'z', 'g', 'h'], numbers: ['slope'] };
  return [
    {
      ...shared,
      glsl: `dOutput * (1.0 - ${s.glsl('z')}) * ${t.derivativeGlsl('g')}`,
      js: (slope) => (dOutput, z, g) => dOutput! * (1 - s.js(z!, slope!)) * t.derivativeJs(g!, slope!),
    },
    {
      ...shared,
      glsl: `dOutput * (h - ${t.glsl('g')}) * ${s.derivativeGlsl('z')}`,
      js: (slope) => (dOutput, z, g, h) => dOutput! * (h! - t.js(g!, slope!)) * s.derivativeJs(z!, slope!),
    },
  ];
}
