import { pyNumber } from '@/codegen/python/literals';
import type { Block } from '@/codegen/types';
import type { DataSpec, LabelNoiseRule } from '@/experiment/data/types';

/** Lines that give training images another class, by each rule; a rule left out is a compile error. */
const RULES: Record<LabelNoiseRule, (share: string) => string[]> = {
  exactShare: (share) => [
    '    size = len(train)',
    '    numbers = draws(mix(SEED, 0x4015E), 2 * size).tolist()',
    '    order = list(train)',
    '    for place, number in zip(range(size - 1, 0, -1), numbers):',
    '        other = int(number * (place + 1))',
    '        order[place], order[other] = order[other], order[place]',
    `    chosen = order[: rounded(${share} * size)]`,
    '    for i, number in zip(chosen, numbers[max(0, size - 1) :]):',
    '        other = 1 + int(number * (count - 1))',
    '        targets[i] = (targets[i] + other) % count',
  ],
  eachImage: (share) => [
    '    numbers = iter(draws(mix(SEED, 0x4015E), 2 * len(train)))',
    '    for i in train:',
    `        if next(numbers) < ${share}:`,
    '            other = 1 + int(next(numbers) * (count - 1))',
    '            targets[i] = (targets[i] + other) % count',
  ],
};

/** A function that gives a share of the training images a wrong class, the same ones as in the app. */
export const labelNoiseBlock = ({ labelNoise, labelNoiseRule }: DataSpec): Block =>
  [
    'def add_label_noise(targets, train):',
    '    """Give some training images another class, as the app does."""',
    '    count = len(CLASS_NAMES)',
    ...RULES[labelNoiseRule](pyNumber(labelNoise)),
  ].join('\n');
