import { activate, activateBackward, gate, rectifyAll, softmax, softmaxBackward } from './activations';
import { announce, awaitChange, barrier } from './barrier';
import { become, threads } from './context';
import { dropout } from './dropout';
import { clear, gather } from './gather';
import {
  Activate,
  ActivateBackward,
  Clear,
  Dropout,
  FinishStep,
  Gate,
  Gather,
  Loss,
  Multiply,
  Norm,
  Pool,
  Softmax,
  SoftmaxBackward,
  Update,
} from './instructions';
import { binaryCrossEntropy, crossEntropy, finishStep } from './loss';
import { multiply } from './multiply';
import { normApply, normBackward, normCoefficients, normGradients, normMoments, normStatistics } from './normalization';
import { updateAdagrad, updateAdam, updateMomentum, updateRmsprop, updateSgd } from './optimizers';
import { NO_BARRIER, Op } from './operations';
import { averagePool, averagePoolBackward, maxPool, maxPoolBackward } from './pooling';

export { scratchBytes } from './scratch';

/**
 * The words by which the first thread leads the others, each on a cache line of its own: the barrier's three, then the generation of orders,
 * who sleeps waiting for one, and the order itself (a program's address, or 0 to leave).
 */
const ORDERS: usize = 192;
const ORDER_SLEEPERS: usize = 256;
const ORDER: usize = 320;

let control: usize = 0;

/** Makes this instance thread `number` of `count`. `controlWords` is shared by all, the scratch is its own, `run` the longest patch row. */
export function join(controlWords: usize, number: i32, count: i32, ownScratch: usize, run: i32): void {
  control = controlWords;
  become(number, count, ownScratch, run);
}

/** Runs the program at `address` together with the helpers. */
export function lead(address: usize): void {
  if (threads > 1) {
    store<u32>(control + ORDER, <u32>address);
    announce(control + ORDERS, control + ORDER_SLEEPERS);
  }
  run(address);
}

/** Sends the helpers home. */
export function release(): void {
  store<u32>(control + ORDER, 0);
  announce(control + ORDERS, control + ORDER_SLEEPERS);
}

/** A helper's life: every program that the first thread leads, until it is released. */
export function follow(): void {
  let seen = 0;
  while (true) {
    awaitChange(control + ORDERS, control + ORDER_SLEEPERS, seen);
    seen++;
    const address = <usize>load<u32>(control + ORDER);
    if (address == 0) return;
    run(address);
  }
}

/** This thread's share of a program, instruction after instruction. */
function run(address: usize): void {
  while (true) {
    const word = load<i32>(address);
    const operation = word & (NO_BARRIER - 1);
    if (operation == Op.End) return;
    perform(operation, address + 8);
    if ((word & NO_BARRIER) == 0) barrier(control);
    address += load<u32>(address, 4);
  }
}

function perform(operation: i32, operands: usize): void {
  switch (operation) {
    case Op.Gather: return gather(changetype<Gather>(operands));
    case Op.Clear: return clear(changetype<Clear>(operands));
    case Op.Multiply: return multiply(changetype<Multiply>(operands));
    case Op.Activate: return activate(changetype<Activate>(operands));
    case Op.ActivateBackward: return activateBackward(changetype<ActivateBackward>(operands));
    case Op.Softmax: return softmax(changetype<Softmax>(operands));
    case Op.SoftmaxBackward: return softmaxBackward(changetype<SoftmaxBackward>(operands));
    case Op.Rectify: return rectifyAll(changetype<Gate>(operands));
    case Op.Gate: return gate(changetype<Gate>(operands));
    case Op.MaxPool: return maxPool(changetype<Pool>(operands));
    case Op.MaxPoolBackward: return maxPoolBackward(changetype<Pool>(operands));
    case Op.AveragePool: return averagePool(changetype<Pool>(operands));
    case Op.AveragePoolBackward: return averagePoolBackward(changetype<Pool>(operands));
    case Op.Dropout: return dropout(changetype<Dropout>(operands));
    case Op.NormStatistics: return normStatistics(changetype<Norm>(operands));
    case Op.NormMoments: return normMoments(changetype<Norm>(operands));
    case Op.NormApply: return normApply(changetype<Norm>(operands));
    case Op.NormGradients: return normGradients(changetype<Norm>(operands));
    case Op.NormCoefficients: return normCoefficients(changetype<Norm>(operands));
    case Op.NormBackward: return normBackward(changetype<Norm>(operands));
    case Op.CrossEntropy: return crossEntropy(changetype<Loss>(operands));
    case Op.BinaryCrossEntropy: return binaryCrossEntropy(changetype<Loss>(operands));
    case Op.UpdateSgd: return updateSgd(changetype<Update>(operands));
    case Op.UpdateMomentum: return updateMomentum(changetype<Update>(operands));
    case Op.UpdateRmsprop: return updateRmsprop(changetype<Update>(operands));
    case Op.UpdateAdam: return updateAdam(changetype<Update>(operands));
    case Op.UpdateAdagrad: return updateAdagrad(changetype<Update>(operands));
    case Op.FinishStep: return finishStep(changetype<FinishStep>(operands));
    default: unreachable();
  }
}
