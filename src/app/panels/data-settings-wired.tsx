import { useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import type { ReadyDataProps } from '@/features/data/data-panel-props';
import { DataSettings } from '@/features/data/data-settings';
import { drawingsStore, labelledOf, loadDrawings } from '@/stores/drawings';

/** What is set about the data, with the drawings that a person keeps: what reads and renders those is no part of the first download. */
export function DataSettingsWired(props: ReadyDataProps) {
  useEffect(() => {
    void loadDrawings();
  }, []);
  const kept = useStore(drawingsStore, ({ list }) => list);
  const { dataset } = props.data;
  const labelledDrawings = useMemo(() => labelledOf(kept ?? [], dataset), [kept, dataset]);
  return <DataSettings {...props} labelledDrawings={labelledDrawings} />;
}
