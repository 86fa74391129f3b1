import { closeImages } from '@/stores/images';
import { findOnMap, type ImageToFind } from '@/stores/map';
import { Button } from '@/ui/button';

/** From an image to its place on the map. */
export const FindOnMap = (image: ImageToFind) => (
  <Button
    onClick={() => {
      closeImages();
      findOnMap(image);
    }}
  >
    Find it on the map
  </Button>
);
