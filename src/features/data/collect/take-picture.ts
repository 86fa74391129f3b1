import { LARGEST_SIDE } from '@/experiment/data/item-shape';

/**
 * The middle square of what a video shows just now, as a PNG of the largest size that images can have here.
 *
 * @throws Error with words for people
 */
export async function pictureOf(video: HTMLVideoElement): Promise<Blob> {
  const { videoWidth, videoHeight } = video;
  const side = Math.min(videoWidth, videoHeight);
  const canvas = document.createElement('canvas');
  canvas.width = LARGEST_SIDE;
  canvas.height = LARGEST_SIDE;
  const context = canvas.getContext('2d');
  if (!context || side === 0) throw new Error(NO_PICTURE);
  context.imageSmoothingQuality = 'high';
  context.drawImage(video, (videoWidth - side) / 2, (videoHeight - side) / 2, side, side, 0, 0, LARGEST_SIDE, LARGEST_SIDE);
  const file = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (!file) throw new Error(NO_PICTURE);
  return file;
}

const NO_PICTURE = 'The camera gave no picture. Try again, or draw instead.';
