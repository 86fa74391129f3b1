import { useMemo } from 'react';
import { useDesign, useLab } from '@/app/hooks/use-store';
import type { Experiment } from '@/experiment/experiment';
import { figuresOf, PUBLISHED, type PublishedFigure, type PublishedPreset } from '@/experiment/presets/published';
import { changedRows } from '@/experiment/words/setting-rows';
import { PublishedStrip } from '@/features/published/published-strip';
import { asCarriedOut, figureIn } from '@/metrics/published';
import { isActive } from '@/run/reduce';

interface Origin {
  preset: PublishedPreset;
  base: Experiment;
  /** What the report prints of that form. */
  figures: readonly PublishedFigure[];
}

/** The published experiment that an Experiment came from, by its name, and the form of it. */
function originOf(experiment: Experiment): Origin | null {
  for (const preset of PUBLISHED) {
    const form = preset.variants.find((variant) => variant.experiment.name === experiment.name) ?? null;
    const base = form?.experiment ?? preset.experiment;
    if (base.name === experiment.name) return { preset, base, figures: figuresOf(preset, form) };
  }
  return null;
}

/** Published figures beside yours, where the design or the run on show came from a published experiment. */
export function PublishedWired() {
  const design = useDesign((state) => state.experiment);
  const run = useLab((state) => state.run);
  useLab((state) => state.revision);
  const origin = useMemo(() => originOf(design), [design]);
  if (!origin) return null;
  const ofRun = run && run.experiment.name === design.name ? run : null;
  // No report prints a seed: any is as good as another.
  const changed = changedRows(ofRun ? asCarriedOut(ofRun) : design, origin.base).filter(({ key }) => key !== 'training.seed');
  return (
    <PublishedStrip
      preset={origin.preset}
      rows={origin.figures.map((figure) => ({ figure, yours: ofRun && figureIn(ofRun, figure.figure) }))}
      changed={changed.map(({ label, value, base }) => `${label} ${value} instead of ${base}`)}
      state={ofRun ? (isActive(ofRun) ? 'running' : 'done') : 'none'}
    />
  );
}
