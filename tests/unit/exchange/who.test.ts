import { describe, expect, it } from 'vitest';
import { fileStem } from '@/exchange/run-file/stem';
import { namesOfRuns } from '@/exchange/run-file/who';

describe('who is who among runs from files', () => {
  it('takes the given name, the file where there is none, and both where names are the same', () => {
    const files = [
      { fileName: 'anna.atelier', name: '' },
      { fileName: 'ben.atelier', name: 'Wider' },
      { fileName: 'cleo.atelier', name: 'My run' },
      { fileName: 'dan.atelier', name: 'My run' },
    ];
    expect(namesOfRuns(files)).toEqual(['anna', 'Wider', 'My run · cleo', 'My run · dan']);
  });

  it('makes one line of any file name', () => {
    expect(fileStem('class 7b/anna\n\u202emia.atelier')).toBe('class 7b/anna mia');
    expect(fileStem('.atelier')).toBe('run');
    expect(fileStem('x'.repeat(500))).toHaveLength(60);
  });
});
