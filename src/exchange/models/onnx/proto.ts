import { PbfWriter } from 'pbf';

/**
 * The part of ONNX's protocol buffer that a feed-forward or recurrent network needs. Field numbers are those of onnx.proto, IR version 8
 * (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto).
 */
export interface OnnxModel {
  producer: string;
  nodes: readonly OnnxNode[];
  tensors: readonly OnnxTensor[];
  input: OnnxValue;
  output: OnnxValue;
  metadata: Readonly<Record<string, string>>;
}

/** One operation. */
export interface OnnxNode {
  op: string;
  /** Names of values or tensors; an empty one stands for an optional input that is left out. */
  inputs: readonly string[];
  outputs: readonly string[];
  attributes: Readonly<Record<string, OnnxAttribute>>;
}

/** `int`, `ints` are whole numbers. */
export type OnnxAttribute =
  | { int: number }
  | { ints: readonly number[] }
  | { float: number }
  | { floats: readonly number[] }
  | { text: string }
  | { texts: readonly string[] };

/** A constant: 32-bit floats, or whole numbers written as int64. */
export interface OnnxTensor {
  name: string;
  dims: readonly number[];
  values: Float32Array | readonly number[];
}

/** What goes in or comes out: floats, the first dimension (the batch) open. */
export interface OnnxValue {
  name: string;
  /** Of one example. */
  shape: readonly number[];
}

const IR_VERSION = 8;
/** The operator set that the nodes are of. */
const OPSET = 17;
const FLOAT = 1;
const INT64 = 7;

/** The model as the bytes of an .onnx file. */
export function onnxBytes(model: OnnxModel): Uint8Array<ArrayBuffer> {
  const pbf = new PbfWriter();
  pbf.writeVarintField(1, IR_VERSION);
  pbf.writeStringField(2, model.producer);
  pbf.writeMessage(7, writeGraph, model);
  pbf.writeMessage(8, (version: number, opset) => opset.writeVarintField(2, version), OPSET);
  for (const entry of Object.entries(model.metadata)) pbf.writeMessage(14, writeEntry, entry);
  return pbf.finish().slice();
}

function writeEntry([key, value]: [string, string], pbf: PbfWriter): void {
  pbf.writeStringField(1, key);
  pbf.writeStringField(2, value);
}

function writeGraph(model: OnnxModel, pbf: PbfWriter): void {
  for (const node of model.nodes) pbf.writeMessage(1, writeNode, node);
  pbf.writeStringField(2, 'network');
  for (const tensor of model.tensors) pbf.writeMessage(5, writeTensor, tensor);
  pbf.writeMessage(11, writeValue, model.input);
  pbf.writeMessage(12, writeValue, model.output);
}

function writeNode({ op, inputs, outputs, attributes }: OnnxNode, pbf: PbfWriter): void {
  for (const name of inputs) pbf.writeStringField(1, name);
  for (const name of outputs) pbf.writeStringField(2, name);
  pbf.writeStringField(3, `${op}_${outputs[0] ?? ''}`);
  pbf.writeStringField(4, op);
  for (const attribute of Object.entries(attributes)) pbf.writeMessage(5, writeAttribute, attribute);
}

function writeAttribute([name, attribute]: [string, OnnxAttribute], pbf: PbfWriter): void {
  pbf.writeStringField(1, name);
  pbf.writeVarintField(20, writeAttributeValue(attribute, pbf));
}

/** Writes the value and returns the number of its type. */
function writeAttributeValue(attribute: OnnxAttribute, pbf: PbfWriter): number {
  if ('float' in attribute) pbf.writeFloatField(2, attribute.float);
  else if ('int' in attribute) pbf.writeVarintField(3, attribute.int);
  else if ('text' in attribute) pbf.writeBytesField(4, new TextEncoder().encode(attribute.text));
  else if ('floats' in attribute) for (const value of attribute.floats) pbf.writeFloatField(7, value);
  else if ('ints' in attribute) for (const value of attribute.ints) pbf.writeVarintField(8, value);
  else for (const text of attribute.texts) pbf.writeBytesField(9, new TextEncoder().encode(text));
  return 'float' in attribute
    ? 1
    : 'int' in attribute
      ? 2
      : 'text' in attribute
        ? 3
        : 'floats' in attribute
          ? 6
          : 'ints' in attribute
            ? 7
            : 8;
}

function writeTensor({ name, dims, values }: OnnxTensor, pbf: PbfWriter): void {
  const isFloat = values instanceof Float32Array;
  for (const length of dims) pbf.writeVarintField(1, length);
  pbf.writeVarintField(2, isFloat ? FLOAT : INT64);
  pbf.writeStringField(8, name);
  pbf.writeBytesField(9, isFloat ? floatBytes(values) : integerBytes(values));
}

function floatBytes(values: Float32Array): Uint8Array {
  const view = new DataView(new ArrayBuffer(4 * values.length));
  values.forEach((value, i) => {
    view.setFloat32(4 * i, value, true);
  });
  return new Uint8Array(view.buffer);
}

function integerBytes(values: readonly number[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(8 * values.length));
  values.forEach((value, i) => {
    view.setBigInt64(8 * i, BigInt(value), true);
  });
  return new Uint8Array(view.buffer);
}

function writeValue({ name, shape }: OnnxValue, pbf: PbfWriter): void {
  pbf.writeStringField(1, name);
  pbf.writeMessage(2, (lengths: readonly number[], type) => type.writeMessage(1, writeTensorType, lengths), shape);
}

function writeTensorType(lengths: readonly number[], pbf: PbfWriter): void {
  pbf.writeVarintField(1, FLOAT);
  pbf.writeMessage(2, writeShape, lengths);
}

function writeShape(lengths: readonly number[], pbf: PbfWriter): void {
  pbf.writeMessage(1, (name: string, dim) => dim.writeStringField(2, name), 'batch');
  for (const length of lengths) pbf.writeMessage(1, (value: number, dim) => dim.writeVarintField(1, value), length);
}
