import type { ItemShape } from '@/experiment/data/item-shape';
import { formatCount } from '@/experiment/words/numbers';
import { lineNumbers, resultsOf } from '@/metrics/walkthrough/line-numbers';
import { followedNumber, type NumbersRow } from '@/metrics/walkthrough/numbers';
import type { FollowedStep } from '@/metrics/walkthrough/step';
import type { FollowedExample } from '@/stores/types';
import { Button } from '@/ui/button';
import { Pixels } from '@/ui/pictures/pixels';
import { AlgorithmList } from './algorithm-list';
import styles from './follow.module.css';
import { LINE_WORDS } from './line-words';
import { Neurons } from './neurons';
import { NumbersTable } from './numbers-table';
import { useSteps } from './use-steps';

export interface FollowBodyProps {
  step: FollowedStep;
  example: FollowedExample;
  imageShape: ItemShape;
  /** Many steps are under way. */
  busy: boolean;
  /** Makes the step and goes on to the next image. */
  onNextExample(): void;
  /** Makes as many steps as there are training images. */
  onRunEpoch(): void;
}

const HEADS = { inputs: 'Input', neurons: 'To neuron', outputs: 'Output' };

/** One image on its way through the network and back, one line of the algorithm at a time, with every number. */
export function FollowBody({ step, example, imageShape, busy, onNextExample, onRunEpoch }: FollowBodyProps) {
  const steps = useSteps(step);
  const { line, neuron, neurons } = steps;
  const { layers, output } = step.network;
  const isLast = (layer: number) => layer === layers.length - 1;
  const neuronName = (layer: number) => (at: number) =>
    isLast(layer) ? (example.classNames[output === 'sigmoid' ? 1 : at] ?? `output ${at + 1}`) : `neuron ${at + 1}`;
  const inputName = ({ at }: NumbersRow) => (line.layer === 0 ? placeWords(at, imageShape) : neuronName(line.layer - 1)(at));
  const { formula, filled, table } = lineNumbers(step, line, neuron);
  const ofLayer = line.kind === 'inputGradient' ? line.layer - 1 : line.layer;
  const nextExample = () => {
    steps.restart();
    onNextExample();
  };
  return (
    <>
      <div className={styles.ways}>
        <Button onClick={steps.previousLine}>Previous line</Button>
        <Button look="primary" onClick={steps.nextLine}>
          Next line
        </Button>
        <Button disabled={!steps.nextNeuron} onClick={() => steps.nextNeuron?.()}>
          Next neuron
        </Button>
        <Button disabled={!steps.nextLayer} onClick={() => steps.nextLayer?.()}>
          Next layer
        </Button>
        <Button disabled={busy} onClick={nextExample}>
          Next example
        </Button>
        <Button disabled={busy} onClick={onRunEpoch}>
          Run it {formatCount(example.total)} times
        </Button>
      </div>
      <div className={styles.layout}>
        <aside className={styles.aside}>
          <ExampleImage step={step} example={example} imageShape={imageShape} />
          <AlgorithmList parts={steps.parts} current={line} onGo={steps.go} />
        </aside>
        <section className={styles.numbers} aria-label="Numbers">
          <h3>{line.code}</h3>
          <p className={styles.words}>{LINE_WORDS[line.kind]}</p>
          {neurons > 0 && (
            <Neurons
              label={isLast(ofLayer) ? 'Output' : `Neurons of ${layers[ofLayer]?.name ?? ''}`}
              count={neurons}
              nameOf={neuronName(ofLayer)}
              results={resultsOf(step, line)}
              current={neuron}
              onGo={steps.goToNeuron}
            />
          )}
          <div className={styles.formula} role="status">
            {neurons > 0 && <p className={styles.which}>For {neuronName(ofLayer)(neuron)}:</p>}
            <p>{formula}</p>
            <p className={styles.filled}>{filled}</p>
          </div>
          {table && (
            <NumbersTable
              key={`${line.code} ${neuron}`}
              table={table}
              head={HEADS[table.rowsAre]}
              nameOf={table.rowsAre === 'inputs' ? inputName : ({ at }) => neuronName(line.layer)(at)}
            />
          )}
        </section>
      </div>
    </>
  );
}

function ExampleImage({ step: { network, walk }, example, imageShape }: Pick<FollowBodyProps, 'step' | 'example' | 'imageShape'>) {
  const { pixels, target, classNames, index, example: number, total } = example;
  const outputs = walk.layers.at(-1)?.activations ?? new Float64Array(0);
  const y = network.output === 'sigmoid' ? `y = ${walk.targets[0] ?? 0}` : 'y = 1 for it, 0 for all others';
  const [single = 0] = outputs;
  const best = network.output === 'sigmoid' ? Number(single > 0.5) : outputs.indexOf(Math.max(...outputs));
  return (
    <figure className={styles.example}>
      <Pixels bytes={pixels} width={imageShape[1]} channels={imageShape[2]} label={`Training image ${index}`} />
      <figcaption>
        <strong>
          Example {formatCount((number % total) + 1)} of {formatCount(total)}
        </strong>
        <span>
          {classNames[target]}: {y}
        </span>
        <span>Answer: {classNames[best]}</span>
        <span>Loss {followedNumber(walk.loss)}</span>
      </figcaption>
    </figure>
  );
}

/** Where a number of an image lies that was flattened row by row, and within a pixel by its channels. */
function placeWords(at: number, [, width, channels]: ItemShape): string {
  const pixel = Math.floor(at / channels);
  const color = channels === 1 ? '' : `, ${['red', 'green', 'blue'][at % channels]}`;
  return `row ${Math.floor(pixel / width) + 1}, column ${(pixel % width) + 1}${color}`;
}
