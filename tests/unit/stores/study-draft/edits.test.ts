import { beforeEach, expect, it } from 'vitest';
import { studyDraftStore } from '@/stores/study-draft/draft';
import { chooseMethod, compareDesigns, tuneSetting } from '@/stores/study-draft/edits';
import type { Parameter } from '@/study/space/search-space';

const parameter = (address: string, ...values: number[]): Parameter => ({ address, domain: { kind: 'list', values } });

beforeEach(() => {
  studyDraftStore.setState({ parameters: [], asked: 0 });
  chooseMethod('repeat');
});

it('a first setting that is tuned makes a comparison of what repeated the design', () => {
  tuneSetting(parameter('training.batchSize', 16, 32));
  expect(studyDraftStore.getState()).toMatchObject({ method: { kind: 'compare' }, parameters: [{ address: 'training.batchSize' }] });
});

it('a setting that is tuned again has its new values in its place, under the method that was chosen', () => {
  chooseMethod('random');
  tuneSetting(parameter('training.batchSize', 16, 32));
  tuneSetting(parameter('training.epochs', 3, 4));
  tuneSetting(parameter('training.batchSize', 64));
  expect(studyDraftStore.getState().parameters).toEqual([parameter('training.batchSize', 64), parameter('training.epochs', 3, 4)]);
  expect(studyDraftStore.getState().method).toEqual({ kind: 'random' });
});

it('a comparison of designs takes the place of what was set up, and is shown each time', () => {
  tuneSetting(parameter('training.batchSize', 16, 32));
  const designs = parameter('design.variant', 1, 2);
  compareDesigns(designs);
  expect(studyDraftStore.getState()).toMatchObject({ method: { kind: 'compare' }, parameters: [designs], asked: 1 });
  compareDesigns(designs);
  expect(studyDraftStore.getState().asked).toBe(2);
});
