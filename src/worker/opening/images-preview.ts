import { countPerClass } from '@/dataset/opening/arrange';
import type { ReadImages } from '@/dataset/opening/opening';
import type { LabelledImages } from '@/dataset/types';
import { bytesPerItem } from '@/experiment/data/item-shape';
import type { ImagesPreview, PreviewImage } from '@/worker/protocol';

/** Images of each class in the preview. */
const PER_CLASS = 12;

/** What was understood of images. */
export function imagesPreview({ name, itemShape, classNames, train, test, notes }: ReadImages): Omit<ImagesPreview, 'pictures'> {
  const [trained, tested] = [train, test].map(({ labels }) => countPerClass(classNames.length, labels));
  const classes = classNames.map((one, label) => ({
    name: one,
    train: trained?.[label] ?? 0,
    test: tested?.[label] ?? 0,
    pictures: picturesOf(train, label, bytesPerItem(itemShape)),
  }));
  return { kind: 'images', name, itemShape, classes, notes };
}

/** Some images of a class, from all over the files. */
function picturesOf({ images, labels }: LabelledImages, label: number, size: number): PreviewImage[] {
  const own = [...labels.keys()].filter((i) => labels[i] === label);
  const count = Math.min(PER_CLASS, own.length);
  return Array.from({ length: count }, (_, k) => {
    const i = own[Math.floor((k * own.length) / count)] ?? 0;
    return images.slice(i * size, (i + 1) * size);
  });
}
