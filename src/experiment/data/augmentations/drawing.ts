import * as v from 'valibot';
import type { Field } from '@/experiment/field';
import { number } from '@/experiment/schema-parts';
import { settingError } from '@/experiment/setting-issue';
import { augmentationStep } from './entry';
import { optionsOf, probabilityField } from './options';

/** The ways to draw. */
export const DRAWING_WAYS = ['outline', 'flat', 'posterized', 'scribbled'] as const;

export type DrawingWay = (typeof DRAWING_WAYS)[number];

/** How often one way to draw is chosen, beside the others. */
const way = (name: DrawingWay, label: string, help: string): Field => ({ name, label, help, type: 'number', min: 0, max: 1, step: 0.25 });

const WAYS = [
  way('outline', 'outline', 'How often only its edge is drawn, compared with the other ways. 0 leaves this way out.'),
  way('flat', 'flat fill', 'How often it is filled with one gray, compared with the other ways. 0 leaves this way out.'),
  way('posterized', 'shaded fill', 'How often it is filled with two to four grays, compared with the other ways. 0 leaves this way out.'),
  way('scribbled', 'scribbled fill', 'How often it is filled with scribbled lines, compared with the other ways. 0 leaves this way out.'),
] as const;

/**
 * Renders the image as a person would draw it: the garment's shape, a little out of shape, as an outline or filled. Ways are chosen in proportion to
 * their numbers.
 */
export const drawing = augmentationStep({
  title: 'As a drawing',
  help: 'Draws the garment as a person would: as an outline, or filled in a few ways.',
  schema: optionsOf('drawing', {
    outline: number,
    flat: number,
    posterized: number,
    scribbled: number,
    mirrored: number,
    wobble: number,
    details: v.optional(number, 0),
  }),
  defaults: {
    kind: 'drawing',
    probability: 0.5,
    outline: 1,
    flat: 1,
    posterized: 1,
    scribbled: 0.5,
    mirrored: 0.5,
    wobble: 1,
    details: 0.8,
  },
  fields: [
    ...WAYS,
    {
      name: 'mirrored',
      label: 'mirrored',
      help: 'How many of the drawings are flipped left-right, from none (0) to all (1).',
      type: 'number',
      min: 0,
      max: 1,
      step: 0.05,
    },
    {
      name: 'wobble',
      label: 'wobble',
      help: 'How far lines stray, in pixels; the shape is turned and stretched a little with it.',
      type: 'number',
      min: 0,
      max: 3,
      step: 0.25,
    },
    {
      name: 'details',
      label: 'details',
      help: 'How many of the drawings get what people draw inside such a garment (collar, buttons, opening), from none (0) to all (1).',
      type: 'number',
      min: 0,
      max: 1,
      step: 0.05,
    },
    probabilityField,
  ],
  parts: [...DRAWING_WAYS, 'mirrored', 'wobble', 'details'],
  misfit: (step) =>
    DRAWING_WAYS.every((name) => step[name] === 0)
      ? [settingError('outline', 'A drawing needs at least one way to draw. Set one of them above 0.')]
      : [],
});
