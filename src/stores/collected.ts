import { createStore } from 'zustand/vanilla';
import type { GivenFile } from './types';

/** A picture that was taken or drawn for a class. */
export interface CollectedPicture {
  id: number;
  file: Blob;
  /** Shows it; revoked when the picture goes. */
  url: string;
}

/** A class that pictures are collected for. */
export interface CollectedClass {
  id: number;
  name: string;
  pictures: readonly CollectedPicture[];
}

/** Pictures that are being collected into classes. They live as long as the page: a closed dialog loses none, and more can be added to what was used. */
export interface Collected {
  classes: readonly CollectedClass[];
  /** The id of the class that the next picture is for. */
  chosen: number;
}

let lastId = 0;
const newClass = (name: string): CollectedClass => ({ id: ++lastId, name, pictures: [] });

function start(): Collected {
  const classes = [newClass('Class 1'), newClass('Class 2')];
  return { classes, chosen: classes[0]?.id ?? 0 };
}

export const collectedStore = createStore<Collected>(start);

const edit = (change: (classes: readonly CollectedClass[]) => readonly CollectedClass[]): void =>
  collectedStore.setState(({ classes }) => ({ classes: change(classes) }));

const editClass = (id: number, change: (one: CollectedClass) => CollectedClass): void =>
  edit((classes) => classes.map((one) => (one.id === id ? change(one) : one)));

export const chooseClass = (chosen: number): void => collectedStore.setState({ chosen });

/** Adds an empty class, which the next picture is for. */
export function addClass(): void {
  const { classes } = collectedStore.getState();
  const added = newClass(`Class ${classes.length + 1}`);
  collectedStore.setState({ classes: [...classes, added], chosen: added.id });
}

export const renameClass = (id: number, name: string): void => editClass(id, (one) => ({ ...one, name }));

/** Takes a class away, with its pictures. */
export function removeClass(id: number): void {
  const { classes, chosen } = collectedStore.getState();
  forget(classes.find((one) => one.id === id)?.pictures ?? []);
  const left = classes.filter((one) => one.id !== id);
  collectedStore.setState({ classes: left, chosen: chosen === id ? (left[0]?.id ?? 0) : chosen });
}

/** Adds a picture (PNG or any other that browsers read) to the chosen class. */
export function addPicture(file: Blob): void {
  const picture = { id: ++lastId, file, url: URL.createObjectURL(file) };
  editClass(collectedStore.getState().chosen, (one) => ({ ...one, pictures: [...one.pictures, picture] }));
}

export const removePicture = (classId: number, pictureId: number): void =>
  editClass(classId, (one) => {
    forget(one.pictures.filter(({ id }) => id === pictureId));
    return { ...one, pictures: one.pictures.filter(({ id }) => id !== pictureId) };
  });

function forget(pictures: readonly CollectedPicture[]): void {
  for (const { url } of pictures) URL.revokeObjectURL(url);
}

/** Names the data set that is made of them. */
const FOLDER = 'Collected pictures';

/** The pictures as files in a folder for each class, which is how pictures are opened; classes without any are left out. */
export const collectedFiles = ({ classes }: Pick<Collected, 'classes'>): GivenFile[] =>
  classes.flatMap(({ name, pictures }) =>
    pictures.map(({ file }, i) => {
      // No part of a name may become a folder of its own.
      const fileName = `${String(i + 1).padStart(4, '0')}.png`;
      return {
        path: `${FOLDER}/${name.trim().replaceAll(/[/\\]/g, '-')}/${fileName}`,
        file: new File([file], fileName, { type: file.type }),
      };
    }),
  );
