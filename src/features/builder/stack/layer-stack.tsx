import type { RefObject } from 'react';
import type { NetworkPlan } from '@/experiment/network/plan';
import { OUTPUT_ID } from '@/experiment/network/types';
import { InputCard, OutputCard } from '../cards/end-card';
import { LayerCard } from '../cards/layer-card';
import { parametersOf } from '../known';
import styles from './layer-stack.module.css';
import { useSortableLayers } from './use-sortable-layers';
import type { StackEditing } from './use-stack-editing';

interface LayerStackProps {
  network: NetworkPlan;
  editing: StackEditing;
  list: RefObject<HTMLOListElement | null>;
}

/** The cards from input to output, in the order in which an image passes them. */
export function LayerStack({ network, editing, list }: LayerStackProps) {
  const entries = network.layers.filter((entry) => entry.layer.id !== OUTPUT_ID);
  const output = network.layers.find((entry) => entry.layer.id === OUTPUT_ID);
  const ids = entries.map((entry) => entry.layer.id);
  const { drags, sensor } = useSortableLayers(list, { ids, names: editing.names, move: editing.move });
  const issuesOf = (id: string) => network.issues.filter((issue) => issue.layer === id);
  const total = parametersOf(network);
  const [height = 1, width = 1] = network.inputShape;
  return (
    <>
      <ol ref={list} className={styles.stack} aria-label="Layers" tabIndex={-1}>
        <InputCard shape={network.inputShape} />
        {entries.map((entry, index) => (
          <LayerCard
            key={entry.layer.id}
            entry={entry}
            index={index}
            count={entries.length}
            total={total}
            imageSide={Math.max(height, width)}
            issues={issuesOf(entry.layer.id)}
            drag={drags.get(entry.layer.id) ?? null}
            editing={editing}
          />
        ))}
        {output && <OutputCard entry={output} total={total} issues={issuesOf(OUTPUT_ID)} onMend={editing.mend} />}
      </ol>
      {sensor}
    </>
  );
}
