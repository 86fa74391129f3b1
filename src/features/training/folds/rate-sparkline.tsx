import { epochsInWords, formatDigits } from '@/experiment/words/numbers';
import { SavePicture } from '@/ui/pictures/save-picture';
import styles from '../training-panel.module.css';
import { planPoints, type RatePlan } from './rate-plan';

const WIDTH = 300;
const HEIGHT = 36;

/** The planned learning rate over the run, small; its figures stand beside it, since the picture alone has no scale. */
export function RateSparkline({ plan, epochs }: { plan: RatePlan; epochs: number }) {
  const words = `up to ${formatDigits(plan.highest)}, ${formatDigits(plan.last)} at the end`;
  const picture = async () =>
    (await import('@/print/charts/rate')).ratePicture({ rates: plan.rates, epochs, subtitle: `${epochsInWords(epochs)}, ${words}` });
  return (
    <figure className={styles.plan}>
      <svg
        role="img"
        aria-label={`Planned learning rate over ${epochs} epochs: ${words}`}
        viewBox={`0 -2 ${WIDTH} ${HEIGHT + 4}`}
        preserveAspectRatio="none"
      >
        <polyline
          points={planPoints(plan, WIDTH, HEIGHT)}
          fill="none"
          stroke="currentColor"
          strokeWidth={1.5}
          vectorEffect="non-scaling-stroke"
        />
      </svg>
      <figcaption>
        As planned: {words} <SavePicture make={picture} />
      </figcaption>
    </figure>
  );
}
