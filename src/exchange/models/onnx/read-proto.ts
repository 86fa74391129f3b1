import { PbfReader } from 'pbf';

/** The part of an .onnx file that is looked at when it is opened: each operation as its bytes, constants, and texts beside the graph. */
export interface OnnxParts {
  nodes: Uint8Array[];
  tensors: RawTensor[];
  metadata: Map<string, string>;
}

/** A constant: lengths of its dimensions, ONNX's number of its type, its numbers as little-endian bytes. */
export interface RawTensor {
  dims: number[];
  type: number;
  bytes: Uint8Array;
}

/** Takes an .onnx file apart; field numbers as in `proto.ts`. Throws, whatever the library throws, where the bytes are no protocol buffer. */
export function onnxParts(bytes: Uint8Array): OnnxParts {
  const parts: OnnxParts = { nodes: [], tensors: [], metadata: new Map() };
  new PbfReader(bytes).readFields((field, model, pbf) => {
    if (field === 7) pbf.readMessage(readGraph, model);
    else if (field === 14) model.metadata.set(...pbf.readMessage(readEntry, ['', ''] as [string, string]));
  }, parts);
  return parts;
}

function readEntry(field: number, entry: [string, string], pbf: PbfReader): void {
  if (field === 1) entry[0] = pbf.readString();
  else if (field === 2) entry[1] = pbf.readString();
}

function readGraph(field: number, parts: OnnxParts, pbf: PbfReader): void {
  if (field === 1) parts.nodes.push(pbf.readBytes());
  else if (field === 5) parts.tensors.push(pbf.readMessage(readTensor, { dims: [], type: 0, bytes: new Uint8Array() } as RawTensor));
}

function readTensor(field: number, tensor: RawTensor, pbf: PbfReader): void {
  if (field === 1) tensor.dims.push(pbf.readVarint());
  else if (field === 2) tensor.type = pbf.readVarint();
  else if (field === 9) tensor.bytes = pbf.readBytes();
}
