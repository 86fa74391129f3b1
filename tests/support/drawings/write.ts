import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { add, EMPTY_DRAWING } from '@/dataset/drawing/document';
import type { Drawing } from '@/dataset/drawing/types';
import { createRandom, hash32 } from '@/experiment/random';
import { type DrawingFile, HALVES, marksOf } from './files';
import { drawnGarments } from './garments';
import { drawnBy, HANDS } from './hands';
import { OTHERS } from './others';

const FOLDER = fileURLToPath(new URL('../../fixtures/drawings/', import.meta.url));

/** Writes all drawings of the test set anew: the same files every time. */
export function writeDrawings(): void {
  rmSync(FOLDER, { recursive: true, force: true });
  HALVES.forEach((half, h) => {
    for (const { name, drawing, ...about } of drawnGarments(h)) save(`${half}/${name}`, { ...about, marks: marksOf(drawing) });
    Object.entries(OTHERS).forEach(([name, lines], i) => {
      if (i % 2 !== h) return;
      const random = createRandom(hash32(h, 99, i));
      const hand = HANDS[i % HANDS.length]!;
      const drawing = lines.reduce<Drawing>(
        (drawn, line) => add(drawn, { kind: 'stroke', points: drawnBy(hand, line, random), radius: 1, paint: 205, mirror: false }),
        EMPTY_DRAWING,
      );
      save(`${half}/no-garment/${name}`, { label: null, style: name, hand, marks: marksOf(drawing) });
    });
  });
}

function save(name: string, file: DrawingFile): void {
  const path = `${FOLDER}${name}.json`;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${JSON.stringify(file)}\n`);
}
