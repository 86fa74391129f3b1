import { activate, activateBackward, gate, rectifyAll, softmax, softmaxBackward } from './activations';
import { collect, limitNorms } from './collect';
import { become, threads } from './context';
import { complete, dismiss, INSTRUCTION_BYTES, meetAt, nextInstruction, offer } from './crew';
import { depthwise } from './depthwise';
import { depthwiseGradients } from './depthwise-gradients';
import { dropout } from './dropout';
import { clear, gather, transpose } from './gather';
import { gru, gruBackward } from './gru';
import {
  Activate,
  ActivateBackward,
  Clear,
  Collect,
  Depthwise,
  DepthwiseGradients,
  Dropout,
  FinishStep,
  Gate,
  Gather,
  LimitNorms,
  Loss,
  Means,
  Multiply,
  Norm,
  Pool,
  Recurrent,
  Repeat,
  Softmax,
  SoftmaxBackward,
  Transpose,
  Update,
} from './instructions';
import { binaryCrossEntropy, binarySquaredError, crossEntropy, finishStep, squaredError } from './loss';
import { lstm, lstmBackward } from './lstm';
import { means, meansBackward } from './means';
import { multiply } from './multiply';
import { normApply, normBackward, normCoefficients, normGradients, normMoments, normStatistics } from './normalization';
import {
  updateAdadelta,
  updateAdagrad,
  updateAdam,
  updateAdamax,
  updateAdamw,
  updateMomentum,
  updateNadam,
  updateRmsprop,
  updateSgd,
} from './optimizers';
import { Op } from './operations';
import { packSide } from './pack-right';
import { averagePool, averagePoolBackward, maxPool, maxPoolBackward } from './pooling';
import { repeat, repeatBackward } from './repeat';
import { simpleRnn, simpleRnnBackward } from './simple-rnn';

export { scratchBytes } from './scratch';

/** Makes this instance one of `count` threads. `controlWords` is shared by all, the scratch is its own, `run` the longest patch row. */
export function join(controlWords: usize, count: i32, ownScratch: usize, run: i32): void {
  meetAt(controlWords);
  become(count, ownScratch, run);
}

/** Runs the program of `count` instructions at `program`, together with the helpers. */
export function lead(program: usize, count: i32): void {
  if (threads == 1) {
    for (let i = 0; i < count; i++) perform(program + <usize>(i * INSTRUCTION_BYTES));
    return;
  }
  offer(program, count);
  work(true);
}

/** Sends the helpers home. */
export function release(): void {
  dismiss();
}

/** A helper's life: its part of every program that the leader runs, until it is released. */
export function follow(): void {
  work(false);
}

function work(leads: bool): void {
  while (true) {
    const instruction = nextInstruction(leads);
    if (instruction == 0) return;
    perform(instruction);
    complete();
  }
}

function perform(instruction: usize): void {
  const operands = instruction + 8;
  switch (load<i32>(instruction)) {
    case Op.Gather: return gather(changetype<Gather>(operands));
    case Op.Clear: return clear(changetype<Clear>(operands));
    case Op.Multiply: return multiply(changetype<Multiply>(operands));
    case Op.PackSide: return packSide(changetype<Multiply>(operands));
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
    case Op.Means: return means(changetype<Means>(operands));
    case Op.MeansBackward: return meansBackward(changetype<Means>(operands));
    case Op.Repeat: return repeat(changetype<Repeat>(operands));
    case Op.RepeatBackward: return repeatBackward(changetype<Repeat>(operands));
    case Op.Transpose: return transpose(changetype<Transpose>(operands));
    case Op.Depthwise: return depthwise(changetype<Depthwise>(operands));
    case Op.DepthwiseGradients: return depthwiseGradients(changetype<DepthwiseGradients>(operands));
    case Op.Dropout: return dropout(changetype<Dropout>(operands));
    case Op.NormStatistics: return normStatistics(changetype<Norm>(operands));
    case Op.NormMoments: return normMoments(changetype<Norm>(operands));
    case Op.NormApply: return normApply(changetype<Norm>(operands));
    case Op.NormGradients: return normGradients(changetype<Norm>(operands));
    case Op.NormCoefficients: return normCoefficients(changetype<Norm>(operands));
    case Op.NormBackward: return normBackward(changetype<Norm>(operands));
    case Op.SimpleRnn: return simpleRnn(changetype<Recurrent>(operands));
    case Op.SimpleRnnBackward: return simpleRnnBackward(changetype<Recurrent>(operands));
    case Op.Lstm: return lstm(changetype<Recurrent>(operands));
    case Op.LstmBackward: return lstmBackward(changetype<Recurrent>(operands));
    case Op.Gru: return gru(changetype<Recurrent>(operands));
    case Op.GruBackward: return gruBackward(changetype<Recurrent>(operands));
    case Op.CrossEntropy: return crossEntropy(changetype<Loss>(operands));
    case Op.BinaryCrossEntropy: return binaryCrossEntropy(changetype<Loss>(operands));
    case Op.SquaredError: return squaredError(changetype<Loss>(operands));
    case Op.BinarySquaredError: return binarySquaredError(changetype<Loss>(operands));
    case Op.Collect: return collect(changetype<Collect>(operands));
    case Op.LimitNorms: return limitNorms(changetype<LimitNorms>(operands));
    case Op.UpdateSgd: return updateSgd(changetype<Update>(operands));
    case Op.UpdateMomentum: return updateMomentum(changetype<Update>(operands));
    case Op.UpdateRmsprop: return updateRmsprop(changetype<Update>(operands));
    case Op.UpdateAdam: return updateAdam(changetype<Update>(operands));
    case Op.UpdateAdagrad: return updateAdagrad(changetype<Update>(operands));
    case Op.UpdateAdadelta: return updateAdadelta(changetype<Update>(operands));
    case Op.UpdateAdamax: return updateAdamax(changetype<Update>(operands));
    case Op.UpdateAdamw: return updateAdamw(changetype<Update>(operands));
    case Op.UpdateNadam: return updateNadam(changetype<Update>(operands));
    case Op.FinishStep: return finishStep(changetype<FinishStep>(operands));
    default: unreachable();
  }
}
