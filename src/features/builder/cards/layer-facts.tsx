import type { PlannedLayer } from '@/experiment/network/plan';
import { formatCount, formatPart, formatShort } from '@/experiment/words/numbers';
import { Term } from '@/ui/help/term';
import { MULTIPLY_ADDS, PARAMETERS, RECEPTIVE_FIELD } from '../terms';
import styles from './layer-facts.module.css';

interface LayerFactsProps {
  entry: PlannedLayer;
  /** Parameters of the whole network, where they can be known. */
  total: number | null;
  /** Pixels along the longer side of the image. */
  imageSide: number;
}

/** What the open card says about its layer beyond the line that every card has. */
export function LayerFacts({ entry, total, imageSide }: LayerFactsProps) {
  const parameters = entry.trainable + entry.nonTrainable;
  if (!entry.outputShape) return <div className={styles.facts} />;
  return (
    <div className={styles.facts}>
      <p>
        {amount(parameters, total)} <Term help={PARAMETERS}>parameters</Term>
      </p>
      {entry.multiplyAdds > 0 && (
        <p title={`${formatCount(entry.multiplyAdds)} per image`}>
          {formatShort(entry.multiplyAdds)} <Term help={MULTIPLY_ADDS}>multiply-adds</Term>
        </p>
      )}
      {seesPart(entry, imageSide) && (
        <p>
          <Term help={RECEPTIVE_FIELD}>sees</Term> {entry.receptiveField?.join(' × ')} pixels
        </p>
      )}
    </div>
  );
}

/** A map each of whose numbers depends on a part of the image only. */
const seesPart = ({ outputShape, receptiveField }: PlannedLayer, imageSide: number): boolean =>
  outputShape?.length === 3 && receptiveField !== null && Math.max(...receptiveField) > 1 && Math.min(...receptiveField) < imageSide;

function amount(parameters: number, total: number | null): string {
  if (parameters === 0) return 'no';
  return total === null ? formatCount(parameters) : `${formatPart(parameters, total)} of all`;
}
