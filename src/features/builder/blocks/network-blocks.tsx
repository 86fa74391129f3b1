import { type ReactNode, type RefObject, useRef, useState } from 'react';
import { INPUT_ID, OUTPUT_ID } from '@/experiment/network/types';
import { Choice } from '@/ui/fields/choice';
import { InputCard, OutputCard } from '../cards/end-card';
import { LayerCard } from '../cards/layer-card';
import { IssueAnnouncer } from '../issue-announcer';
import { parametersOf } from '../known';
import { NetworkTotals } from '../network-totals';
import { useSortableLayers } from '../stack/use-sortable-layers';
import { type StackEditing, useStackEditing } from '../stack/use-stack-editing';
import type { NetworkPanelProps } from '../types';
import { UndoButtons } from '../undo-buttons';
import { Amounts } from './amounts';
import { InsertGap } from './insert-gap';
import styles from './network-blocks.module.css';

export interface NetworkBlocksProps
  extends Pick<NetworkPanelProps, 'layers' | 'network' | 'onChange' | 'canUndo' | 'canRedo' | 'onUndo' | 'onRedo'> {
  /** What stands below the line of the layer at a place of the plan; -1 is the input. */
  picture(place: number): ReactNode;
}

const ZOOMS = [
  { value: 'full', label: 'Full size', help: 'Every layer with what leaves it.' },
  {
    value: 'fit',
    label: 'Fit',
    help: 'A line for each layer, so that a deep network is seen at once. Choose a layer to see it in full size.',
  },
] as const;

type Zoom = (typeof ZOOMS)[number]['value'];

/** The stack at full width: each layer a block with its picture, edited in place, with a way to insert one before each. */
export function NetworkBlocks({ layers, network, onChange, picture, ...undoing }: NetworkBlocksProps) {
  const [zoom, setZoom] = useState<Zoom>('full');
  const list = useRef<HTMLOListElement>(null);
  const editing = useStackEditing(layers, onChange, list);
  const openInFull = (id: string) => {
    setZoom('full');
    if (editing.selected !== id) editing.toggle(id);
  };
  return (
    <div className={styles.blocks}>
      <div className={styles.bar}>
        <div className={styles.tools}>
          <Choice name="Zoom" value={zoom} options={ZOOMS} onChange={setZoom} />
          <UndoButtons {...undoing} />
        </div>
        <NetworkTotals network={network} />
      </div>
      {zoom === 'full' ? (
        <Stack network={network} editing={editing} list={list} picture={picture} />
      ) : (
        <Stack network={network} editing={{ ...editing, toggle: openInFull }} list={list} picture={null} />
      )}
      {/* What is wrong is announced where the stack itself stands. */}
      <IssueAnnouncer issues={[]} names={editing.names} said={editing.said} />
    </div>
  );
}

interface StackProps extends Pick<NetworkPanelProps, 'network'> {
  editing: StackEditing;
  list: RefObject<HTMLOListElement | null>;
  /** `null`: lines alone. */
  picture: NetworkBlocksProps['picture'] | null;
}

function Stack({ network, editing, list, picture }: StackProps) {
  const entries = network.layers.filter(({ layer }) => layer.id !== OUTPUT_ID);
  const output = network.layers.find(({ layer }) => layer.id === OUTPUT_ID);
  const ids = entries.map(({ layer }) => layer.id);
  const { drags, sensor } = useSortableLayers(list, { ids, names: editing.names, move: editing.move });
  const issuesOf = (id: string) => network.issues.filter((issue) => issue.layer === id);
  const total = parametersOf(network);
  const [height = 1, width = 1] = network.inputShape;
  const below = (place: number) => {
    const entry = network.layers[place];
    if (!picture) return null;
    return (
      <div className={styles.picture}>
        {picture(place)}
        {entry && <Amounts entry={entry} network={network} />}
      </div>
    );
  };
  const gap = (at: number, before: string) =>
    picture && <InsertGap key={`before ${before}`} before={before} full={editing.full} onAdd={(kind) => editing.add(kind, at)} />;
  return (
    <>
      <ol ref={list} className={picture ? styles.stack : styles.fit} aria-label="Blocks" tabIndex={-1}>
        <InputCard key={INPUT_ID} shape={network.inputShape}>
          {below(-1)}
        </InputCard>
        {entries.flatMap((entry, index) => [
          gap(index, editing.names.get(entry.layer.id) ?? ''),
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
          >
            {below(index)}
          </LayerCard>,
        ])}
        {gap(entries.length, 'Output')}
        {output && (
          <OutputCard key={OUTPUT_ID} entry={output} total={total} issues={issuesOf(OUTPUT_ID)} onMend={editing.mend}>
            {below(entries.length)}
          </OutputCard>
        )}
      </ol>
      {sensor}
    </>
  );
}
