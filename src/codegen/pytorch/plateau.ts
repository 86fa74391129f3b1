import { pyNumber } from '@/codegen/python/literals';
import { fallsBest } from '@/codegen/training/monitor';
import type { Block } from '@/codegen/types';
import type { Schedule } from '@/experiment/training/types';

/** A class that lowers the learning rate where a figure stops getting better. */
export function plateauBlock({
  monitor,
  factor,
  patience,
  minDelta,
  minLearningRate,
}: Extract<Schedule, { kind: 'reduceOnPlateau' }>): Block {
  const isBetter = fallsBest(monitor) ? `score < self.best - ${pyNumber(minDelta)}` : `score > self.best + ${pyNumber(minDelta)}`;
  return [
    'class Plateau:',
    '    """Lowers the learning rate, as Keras\'s ReduceLROnPlateau does.',
    '',
    "    PyTorch's own waits one epoch more than its patience says.",
    '    """',
    '',
    // Not the constant itself: of a class, the next trial of a search in the same process would have the constants of the trial before.
    '    def __init__(self, rate):',
    '        self.rate, self.best, self.waited = rate, None, 0',
    '',
    '    def look(self, score):',
    `        if self.best is None or ${isBetter}:`,
    '            self.best, self.waited = score, 0',
    '            return',
    '        self.waited += 1',
    `        if self.waited >= ${pyNumber(patience)}:`,
    '            self.waited = 0',
    `            if self.rate > ${pyNumber(minLearningRate)}:`,
    `                self.rate = max(${pyNumber(minLearningRate)}, ${pyNumber(factor)} * self.rate)`,
  ].join('\n');
}
