import type { ItemShape } from '@/experiment/data/item-shape';
import { formatCount } from '@/experiment/words/numbers';
import { formatInUnit } from '@/experiment/words/score';
import { followedNumber, signed } from '@/metrics/walkthrough/numbers';
import type { FollowedStep } from '@/metrics/walkthrough/step';
import type { FollowedExample } from '@/stores/types';
import { Pixels } from '@/ui/pictures/pixels';
import styles from './follow.module.css';

interface ExampleFigureProps {
  step: FollowedStep;
  example: FollowedExample;
  imageShape: ItemShape;
}

/** The example that is followed, what is right of it, and what the network says of it. */
export function ExampleFigure({ step, example, imageShape }: ExampleFigureProps) {
  const { pixels, row, index, example: number, total } = example;
  const { right, answer } = answerWords(step, example);
  return (
    <figure className={styles.example} data-row={row !== null}>
      {!row && <Pixels bytes={pixels} width={imageShape[1]} channels={imageShape[2]} label={`Training image ${index}`} />}
      <figcaption>
        <strong>
          Example {formatCount((number % total) + 1)} of {formatCount(total)}
        </strong>
        {row && <span>Row {formatCount(index + 1)} of the table</span>}
        <span>{right}</span>
        <span>Answer: {answer}</span>
        <span>Loss {followedNumber(step.walk.loss)}</span>
      </figcaption>
    </figure>
  );
}

/** What is right, as the name and as y, and the answer. */
function answerWords({ network, walk }: FollowedStep, { target, classNames, number }: FollowedExample): { right: string; answer: string } {
  const outputs = walk.layers.at(-1)?.activations ?? new Float64Array(0);
  const [single = 0] = outputs;
  if (number) {
    const { value, mean, deviation, unit, standardized } = number;
    const scaled = `y = (${followedNumber(value)} − ${signed(mean)}) / ${followedNumber(deviation)} = ${followedNumber(standardized)}`;
    return {
      right: `${classNames[0]}: ${formatInUnit(value, '')}, ${scaled}, in deviations from the mean`,
      answer: formatInUnit(mean + deviation * single, unit, value),
    };
  }
  const y = network.output === 'sigmoid' ? `y = ${walk.targets[0] ?? 0}` : 'y = 1 for it, 0 for all others';
  const best = network.output === 'sigmoid' ? Number(single > 0.5) : outputs.indexOf(Math.max(...outputs));
  return { right: `${classNames[target]}: ${y}`, answer: classNames[best] ?? '' };
}
