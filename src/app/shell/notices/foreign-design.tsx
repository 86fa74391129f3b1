import { useStore } from 'zustand';
import { saveText } from '@/features/evaluation/save-text';
import { designStore } from '@/stores/design';
import { foreignDesignStore, replaceForeignDesign } from '@/stores/saved-design';
import { Button } from '@/ui/button';
import { Notice } from '@/ui/notice';

const asText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value, null, 2));

/** Says that a design is saved which this version cannot read, and offers it as a file. */
export function ForeignDesignNotice() {
  const design = useStore(foreignDesignStore, (state) => state.design);
  if (!design) return null;
  return (
    <Notice
      kind="warning"
      title={design.newer ? 'Your saved design is from a newer version of Atelier.' : 'Your saved design cannot be read.'}
      actions={
        <>
          <Button onClick={() => saveText(asText(design.value), 'design.json', 'application/json')}>Download it</Button>
          <Button onClick={() => replaceForeignDesign(designStore.getState().experiment)}>Replace it</Button>
        </>
      }
    >
      It is kept unchanged. What you build here is saved beside it.
    </Notice>
  );
}
