import { describe, expect, it } from 'vitest';
import { answerInWords, byProbability, pictureName } from '@/features/draw/result/answer';

const NAMES = ['Shirt', 'Coat', 'Bag'];

describe('the answer to a drawing', () => {
  it('is worded by how sure the network is', () => {
    expect(answerInWords([0.97, 0.02, 0.01], NAMES)).toBe('Shirt');
    expect(answerInWords([0.2, 0.2, 0.6], NAMES)).toBe('Bag, probably');
    expect(answerInWords([0.4, 0.45, 0.15], NAMES)).toBe('Coat or Shirt');
    expect(answerInWords([0.5, 0.1, 0.05], NAMES)).toBe('Shirt, perhaps');
    expect(answerInWords([0.1, 0.1, 0.1], NAMES)).toBe('Not sure');
    expect(answerInWords([], NAMES)).toBe('');
  });

  it('keeps the order of equals', () => {
    expect(byProbability([0.2, 0.4, 0.2, 0.2])).toEqual([1, 0, 2, 3]);
  });

  it('makes a harmless file name of any class name', () => {
    expect(pictureName('T-shirt/top or Ankle boot')).toBe('atelier-drawing-t-shirt-top-or-ankle-boot.png');
    expect(pictureName('../../../<b>=1+1')).toBe('atelier-drawing-b-1-1.png');
    expect(pictureName('чоботи')).toBe('atelier-drawing.png');
  });
});
