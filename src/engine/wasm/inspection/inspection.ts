import type { Address, Arena } from '@/engine/wasm/arena';
import type { Node, PlanContext } from '@/engine/wasm/nodes/node';
import { type Program, ProgramWriter } from '@/engine/wasm/program';
import { lossOperation } from '@/engine/wasm/programs';
import { layerStepsOf } from '@/engine/wasm/stack';
import type { Experiment } from '@/experiment/experiment';
import { sizeOf } from '@/experiment/network/shape';

/** Images that are inspected in one pass: few, since everything of them is kept. */
const INSPECTED = 4;

/** A layer's output and its gradient in memory, and how many numbers of each image they are. */
export interface InspectedPlace {
  output: Address;
  gradient: Address;
  size: number;
}

/** What inspecting a network takes: memory of its own, so that no step under way is disturbed, and programs over it. */
export interface InspectionPlan {
  /** Most images of one pass. */
  capacity: number;
  /** Where the images' bytes go. */
  staging: Address;
  /** Where the images' classes go, a byte each. */
  targets: Address;
  /** Where the places of these classes go: 0, 1, 2 and so on. */
  indices: Address;
  /** Where the gradient of the logits goes, images * outputs. */
  logitsGradient: Address;
  /** The network's input, and then what each layer makes. */
  places: readonly InspectedPlace[];
  /** The pass over `count` images: forward, and back again where gradients are wanted. */
  program(count: number, back: WayBack | null): Program;
}

/**
 * Where the way back begins: at gradients of the logits that were put in place, of which those of all layers are kept, or at the loss of these images as a
 * share of `whole`, of which the weights' are left in their places.
 */
export type WayBack = { from: 'logits' } | { from: 'loss'; whole: number; classWeights: Address };

/** What the network has besides, which inspection shares. */
export interface Shared {
  arena: Arena;
  context: Pick<PlanContext, 'threads' | 'weights' | 'noteRun'>;
  imageBytes: number;
  /** A pixel byte b enters the network as (b - offset) * factor. */
  scaling: { offset: number; factor: number };
}

/** The loss's own results, which nobody reads. */
const RESULT_FLOATS = 2;

/** Lays out what inspection needs. The weights' gradients, which the way back leaves behind, are written anew by each step of training. */
export function planInspection(experiment: Experiment, { arena, context, imageBytes, scaling }: Shared): InspectionPlan {
  const { steps, ends } = layerStepsOf(experiment);
  const floats = (size: number) => arena.floats(INSPECTED * size);
  const staging = arena.bytes(INSPECTED * imageBytes);
  const [targets, indices, result] = [arena.bytes(INSPECTED), arena.floats(INSPECTED), arena.floats(RESULT_FLOATS)];
  const input = { output: floats(imageBytes), gradient: floats(imageBytes), size: imageBytes };
  const nodes: Node[] = [];
  const dropoutKey = () => {
    throw new Error('Inference drops nothing.');
  };
  for (const step of steps) {
    const before = nodes.at(-1) ?? null;
    const own = { ...context, arena, capacity: INSPECTED, batchSize: INSPECTED, dropoutKey };
    nodes.push(step.plan({ input: before?.output ?? input.output, before, slope: 1 }, own));
  }
  // One for each step; layers without a step show those of the step before.
  const made = steps.map(({ outputShape }, index): InspectedPlace => {
    const size = sizeOf(outputShape);
    return { output: nodes[index]!.output, gradient: floats(size), size };
  });
  const widest = Math.max(imageBytes, ...made.map(({ size }) => size));
  const passed: [Address, Address] = [floats(widest), floats(widest)];
  const outputs = made.at(-1)!.size;
  const emitLoss = (writer: ProgramWriter, count: number, { whole, classWeights }: Extract<WayBack, { from: 'loss' }>) => {
    const logits = { logits: nodes.at(-1)!.output, gradient: passed[0], targets, indices, result };
    writer.emit(lossOperation(experiment.training.loss, outputs), { ...logits, count, whole, classes: outputs, classWeights });
  };
  return {
    capacity: INSPECTED,
    staging,
    targets,
    indices,
    logitsGradient: passed[0],
    places: [input, ...ends.map((end) => made[end] ?? input)],
    program(count, back) {
      const writer = new ProgramWriter();
      const pass = { writer, first: 0, count, training: false };
      writer.emit('Gather', { pixels: staging, indices: 0, count, size: imageBytes, out: input.output, ...scaling });
      nodes.reduce((from, node) => node.forward(pass, from), input.output);
      if (back?.from === 'loss') emitLoss(writer, count, back);
      if (back) emitBackward(pass, nodes, [input, ...made], { passed, kept: back.from === 'logits' });
      return writer.finish();
    },
  };
}

/** The way back to the input. What passes is copied at each step where it is to be kept, since the next one writes over it. */
function emitBackward(
  pass: Parameters<Node['backward']>[0],
  nodes: readonly Node[],
  places: readonly InspectedPlace[],
  { passed, kept }: { passed: readonly [Address, Address]; kept: boolean },
): void {
  const keep = (at: number, gradient: Address) => {
    if (!kept) return;
    const { gradient: y, size } = places[at]!;
    // max(g, 1 * g): a copy.
    pass.writer.emit('RectifyAll', { y, gradient, count: pass.count * size, slope: 1 });
  };
  let [gradient] = passed;
  keep(nodes.length, gradient);
  for (let i = nodes.length - 1; i >= 0; i--) {
    const node = nodes[i]!;
    if (node.gate) pass.writer.emit('Gate', { ...node.gate, gradient, count: pass.count * places[i + 1]!.size });
    const spare = passed[0] === gradient ? passed[1] : passed[0];
    // No node applies the gate of the one before: what is kept is the gradient of that one's output.
    gradient = node.backward(pass, { gradient, spare, wanted: true, gate: null }).gradient;
    keep(i, gradient);
  }
}
