import { useContext, useRef } from 'react';
import { BesideField } from '@/ui/fields/beside-field';
import { Panel } from '@/ui/panel';
import { ClassicalCard } from './classical/classical-card';
import { IssueAnnouncer } from './issue-announcer';
import { NetworkHead } from './network-head';
import styles from './network-panel.module.css';
import { NetworkTotals } from './network-totals';
import { Palette } from './palette/palette';
import { LayerStack } from './stack/layer-stack';
import { useStackEditing } from './stack/use-stack-editing';
import { SummaryButton } from './summary/summary-button';
import type { NetworkPanelProps } from './types';
import { useUndoKeys } from './use-undo-keys';

/** The model: a network as a stack of cards, or a classical model as a card of its own, with every way to change it. */
export function NetworkPanel(props: NetworkPanelProps) {
  const { layers, network, onChange, canUndo, canRedo, onUndo, onRedo, presets, classicalModels, preset, onPreset, classical } = props;
  const undoing = { canUndo, canRedo, onUndo, onRedo };
  useUndoKeys(undoing);
  const head = useRef<HTMLSelectElement>(null);
  // The card goes with its button: the focus goes to where the model is named.
  const back = (onBack: () => void) => () => {
    onBack();
    head.current?.focus();
  };
  return (
    <Panel
      title={classical ? 'Model' : 'Network'}
      className={styles.panel}
      aside={
        <NetworkHead {...undoing} select={head} presets={presets} classicalModels={classicalModels} preset={preset} onPreset={onPreset} />
      }
    >
      {classical ? (
        <ClassicalCard {...classical} onBack={back(classical.onBack)} />
      ) : (
        <Stack
          name={presets.find(({ id }) => id === preset)?.title ?? 'Custom network'}
          layers={layers}
          network={network}
          onChange={onChange}
        />
      )}
    </Panel>
  );
}

/** What each layer makes of its input, what is wrong, and what it all comes to. */
function Stack({ name, layers, network, onChange }: Pick<NetworkPanelProps, 'layers' | 'network' | 'onChange'> & { name: string }) {
  const list = useRef<HTMLOListElement>(null);
  const beside = useContext(BesideField);
  const editing = useStackEditing(layers, onChange, list);
  return (
    <>
      <LayerStack network={network} editing={editing} list={list} />
      <div className={styles.foot}>
        <div className={styles.actions}>
          <Palette full={editing.full} onAdd={editing.add} />
          <SummaryButton network={network} name={name} />
        </div>
        {beside('blocks')}
        <NetworkTotals network={network} />
      </div>
      <IssueAnnouncer issues={network.issues} names={editing.names} said={editing.said} />
    </>
  );
}
