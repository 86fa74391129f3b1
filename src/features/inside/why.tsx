import { useEffect, useRef, useState } from 'react';
import type { ItemShape } from '@/experiment/data/item-shape';
import type { SaliencyMap } from '@/metrics/inside/saliency';
import type { ExplanationMethod } from '@/stores/types';
import { Choice } from '@/ui/fields/choice';
import { SelectField } from '@/ui/fields/select-field';
import { Pixels } from '@/ui/pictures/pixels';
import { overlayOf } from './paint';
import styles from './why.module.css';

interface WhyProps {
  pixels: Uint8Array;
  shape: ItemShape;
  classNames: readonly string[];
  /** Position of the class that the network names. */
  answer: number;
  /** Whether the network has a convolution, which Grad-CAM needs. */
  convolutional: boolean;
  /** Changes when the network's answer may be another one. */
  moment: string;
  /** Where the score of the class at `target` comes from. */
  onExplain(pixels: Uint8Array, target: number, method: ExplanationMethod): Promise<SaliencyMap>;
}

const METHODS: Record<ExplanationMethod, { label: string; help: string; says(name: string): string }> = {
  gradCam: {
    label: 'Grad-CAM',
    help: 'Weighs the maps of the last convolution by how much the score of the class grows with them.',
    says: (name) => `Where the last convolution found what raises the score of ${name}. It is as coarse as that layer’s maps.`,
  },
  gradient: {
    label: 'Input gradient',
    help: 'How much the score of the class changes with the brightness of each pixel, as a mean over 16 noisy copies (SmoothGrad).',
    says: (name) =>
      `Pixels whose brightness changes the score of ${name} most. It shows what the network reacts to, not what it recognizes.`,
  },
  occlusion: {
    label: 'Occlusion',
    help: 'Covers one 6 × 6 square after another with black, and looks how far the probability of the class falls.',
    says: (name) => `How far the probability of ${name} falls where the image is covered. Covered images are unlike any it was trained on.`,
  },
};

/** Where in the image an answer comes from, by one of three methods, for any class. */
export function Why({ pixels, shape, classNames, answer, convolutional, moment, onExplain }: WhyProps) {
  const [chosen, setChosen] = useState<ExplanationMethod>('gradCam');
  const [other, setOther] = useState<number | null>(null);
  const method = chosen === 'gradCam' && !convolutional ? 'gradient' : chosen;
  const target = other ?? answer;
  const { map, error } = useExplanation({ pixels, target, method, moment, onExplain });
  const name = classNames[target] ?? `Class ${target}`;
  return (
    <section className={styles.why} aria-label="Why this answer">
      <h3>Why this answer</h3>
      <Choice
        name="Method"
        value={method}
        options={(Object.keys(METHODS) as ExplanationMethod[]).map((value) => ({
          value,
          label: METHODS[value].label,
          ...(value === 'gradCam' && !convolutional
            ? { help: 'Grad-CAM needs a convolution; this network has none.', disabled: true }
            : { help: METHODS[value].help }),
        }))}
        onChange={setChosen}
      />
      <SelectField
        label="Class"
        help="Ask about another class: what in the image speaks for it?"
        value={String(target)}
        options={classNames.map((label, at) => ({ value: String(at), label: at === answer ? `${label} (its answer)` : label }))}
        onChange={(value) => setOther(Number(value) === answer ? null : Number(value))}
      />
      <div className={styles.picture}>
        <Pixels bytes={pixels} width={shape[1]} channels={shape[2]} label="" />
        {map && <Overlay map={map} label={`${METHODS[method].label} for ${name}`} />}
      </div>
      <p className={styles.says} role="status">
        {error ?? METHODS[method].says(name)}
      </p>
    </section>
  );
}

interface Asked {
  pixels: Uint8Array;
  target: number;
  method: ExplanationMethod;
  moment: string;
  onExplain: WhyProps['onExplain'];
}

/** The newest map asked for. The one before stays until it is there, but for another image. */
function useExplanation({ pixels, target, method, moment, onExplain }: Asked) {
  const [state, setState] = useState<{ pixels: Uint8Array; map: SaliencyMap | null; error: string | null } | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again when the weights are others.
  useEffect(() => {
    let current = true;
    onExplain(pixels, target, method).then(
      (map) => current && setState({ pixels, map, error: null }),
      (error: Error) => current && setState({ pixels, map: null, error: error.message }),
    );
    return () => {
      current = false;
    };
  }, [pixels, target, method, moment, onExplain]);
  return state?.pixels === pixels ? state : { map: null, error: null };
}

/** Red, since it is laid over grey. */
const HEAT = [225, 64, 40] as const;

function Overlay({ map, label }: { map: SaliencyMap; label: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const image = new ImageData(overlayOf(map.values, HEAT), map.width, map.height);
    canvas.current?.getContext('2d')?.putImageData(image, 0, 0);
  }, [map]);
  return <canvas ref={canvas} width={map.width} height={map.height} className={styles.overlay} role="img" aria-label={label} />;
}
