import { writeClassWeights } from '@/codegen/data/class-weights';
import { pyNumber } from '@/codegen/python/literals';
import { fallsBest } from '@/codegen/training/monitor';
import { rateChanges } from '@/codegen/training/schedule';
import type { Block } from '@/codegen/types';
import type { Experiment } from '@/experiment/experiment';
import type { EarlyStopping, Monitor, TrainingSpec } from '@/experiment/training/types';
import { hasPenalty } from './network';
import { writeOptimizer } from './optimizers';

/** What of an Experiment decides which lines its loop needs. */
interface Needs {
  experiment: Experiment;
  /** Whether images are held out. */
  validates: boolean;
  penalty: boolean;
  classWeights: string | null;
}

const SCORES: Record<Monitor, string> = {
  validationLoss: 'validation_loss',
  validationAccuracy: 'validation_accuracy',
  trainingLoss: 'loss',
  trainingAccuracy: 'accuracy',
};

/** The function that trains, and the optimizer's class where the file has its own. */
export function trainBlocks(experiment: Experiment, validates: boolean): Block[] {
  return [...helperBlocks(experiment), PRINT_STEP, trainFunction(experiment, validates, false)];
}

/** The function that trains a trial of a search: it tells its progress after each epoch, and goes on from what that has kept. */
export const trainTrialBlocks = (experiment: Experiment): Block[] => [...helperBlocks(experiment), trainFunction(experiment, true, true)];

function helperBlocks({ training }: Experiment): Block[] {
  const optimizer = writeOptimizer(training.optimizer, { rateChanges: rateChanges(training) }, 0);
  const classWeights = writeClassWeights(training.classWeights);
  return [...optimizer.blocks, ...(classWeights ? [classWeights.block] : [])];
}

function trainFunction(experiment: Experiment, validates: boolean, isTrial: boolean): Block {
  const { training } = experiment;
  const classWeights = writeClassWeights(training.classWeights);
  const optimizer = writeOptimizer(training.optimizer, { rateChanges: rateChanges(training) }, '    optimizer = '.length);
  const needs: Needs = { experiment, validates, penalty: hasPenalty(experiment), classWeights: classWeights?.value ?? null };
  const { earlyStopping, schedule } = training;
  const lines = [
    ...imports(needs),
    '',
    ...(isTrial ? TRIAL_HEAD : HEAD),
    '    model = network',
    '    if WORLD > 1:',
    '        model = nn.parallel.DistributedDataParallel(network)',
    ...`optimizer = ${optimizer.value}`.split('\n').map((line) => `    ${line}`),
    ...(needs.classWeights === null ? [] : [`    weights = torch.from_numpy(${needs.classWeights}).to(device)`]),
    ...(schedule.kind === 'reduceOnPlateau' ? ['    plateau = Plateau()'] : []),
    ...(earlyStopping ? [`    best, waited = None, 0`] : []),
    ...(rateChanges(training) ? ['    steps_per_epoch = math.ceil(len(data.items) / BATCH_SIZE)'] : []),
    '    done = 0',
    ...(isTrial ? goingOn(training) : ['    for epoch in range(EPOCHS):']),
    '        network.train()',
    '        sums = torch.zeros(2, dtype=torch.float64, device=device)',
    '        for images, targets in batches(data, epoch):',
    '            size = len(targets)',
    ...(rateChanges(training)
      ? [
          '            for group in optimizer.param_groups:',
          ...(schedule.kind === 'reduceOnPlateau'
            ? ['                group["lr"] = learning_rate(', '                    done, steps_per_epoch, plateau', '                )']
            : ['                group["lr"] = learning_rate(done, steps_per_epoch)']),
        ]
      : []),
    '            images, targets = to_tensors(',
    `                images[RANK::WORLD], targets[RANK::WORLD], device${experiment.data.scaling === 'standardized' ? ', data' : ''}`,
    '            )',
    '            logits = model(images)',
    '            # DistributedDataParallel takes the mean over the processes, of',
    '            # which some may have no image of a small batch.',
    `            loss = ${needs.classWeights === null ? 'losses(logits, targets)' : '(weights[targets] * losses(logits, targets))'}.sum() * WORLD / size`,
    ...(needs.penalty ? ['            loss = loss + penalty(network)'] : []),
    '            optimizer.zero_grad()',
    '            loss.backward()',
    ...(training.clipping.kind === 'none' ? [] : ['            clip(network)']),
    '            optimizer.step()',
    '            sums[0] += loss.detach() * size / WORLD',
    '            sums[1] += (predicted(logits) == targets).sum()',
    '            done += 1',
    ...(isTrial ? [] : PRINTED_STEPS),
    '        if WORLD > 1:',
    '            dist.all_reduce(sums)',
    '        loss, accuracy = (sums / len(data.items)).tolist()',
    ...(isTrial ? [] : ['        words = f"loss {loss:.4f}, accuracy {accuracy:.2%}"']),
    ...(validates
      ? [
          '        validation_loss, validation_accuracy = evaluate(',
          '            network, data, data.validation, device',
          '        )',
          ...(isTrial
            ? []
            : [
                '        words += f", validation loss {validation_loss:.4f}"',
                '        words += f", validation accuracy {validation_accuracy:.2%}"',
              ]),
        ]
      : []),
    ...(isTrial ? [] : ['        if RANK == 0:', '            print(f"Epoch {epoch + 1}: {words}", flush=True)']),
    ...(schedule.kind === 'reduceOnPlateau' ? [`        plateau.look(${SCORES[schedule.monitor]})`] : []),
    ...(earlyStopping ? waitingLines(earlyStopping) : []),
    ...(isTrial ? keepingLines(training) : []),
    ...(earlyStopping && !isTrial ? stopLines(earlyStopping) : []),
    ...(earlyStopping?.restoreBestWeights ? ['    network.load_state_dict(best_state)'] : []),
    ...(isTrial ? ['    return begun, state'] : []),
  ];
  return lines.map(fitted).join('\n');
}

const HEAD = ['def train(network, data, device, steps=None):', '    """Train the network; with `steps`, print so many losses and stop."""'];

const TRIAL_HEAD = [
  'def train(network, data, device, progress):',
  '    """Train the network; `progress` is told of each epoch.',
  '',
  '    Goes on from what it has kept. Returns the epochs done, and what to keep.',
  '    """',
];

const PRINTED_STEPS = [
  '            if steps is not None:',
  '                print_step(done, loss)',
  '                if done == steps:',
  '                    return',
];

/** Takes up what an interrupted trial has kept. */
function goingOn({ schedule, earlyStopping }: TrainingSpec): string[] {
  return [
    '    begun, state = 0, None',
    '    kept = progress.load()',
    '    if kept is not None:',
    '        state = {name: kept[name] for name in kept if name != "epoch"}',
    '        network.load_state_dict(kept["network"])',
    '        optimizer.load_state_dict(kept["optimizer"])',
    '        begun, done = kept["epoch"], kept["done"]',
    ...(schedule.kind === 'reduceOnPlateau' ? ['        vars(plateau).update(kept["plateau"])'] : []),
    ...(earlyStopping ? ['        best, waited = kept["stopping"]'] : []),
    ...(earlyStopping?.restoreBestWeights ? ['        best_state = kept["best"]'] : []),
    '    for epoch in range(begun, EPOCHS):',
    ...(earlyStopping ? stopLines(earlyStopping) : []),
  ];
}

function keepingLines({ schedule, earlyStopping }: TrainingSpec): string[] {
  return [
    '        state = {',
    '            "network": network.state_dict(),',
    '            "optimizer": optimizer.state_dict(),',
    '            "done": done,',
    ...(schedule.kind === 'reduceOnPlateau' ? ['            "plateau": vars(plateau),'] : []),
    ...(earlyStopping ? ['            "stopping": (best, waited),'] : []),
    ...(earlyStopping?.restoreBestWeights ? ['            "best": best_state,'] : []),
    '        }',
    '        figures = {',
    '            "loss": loss,',
    '            "accuracy": accuracy,',
    '            "validation_loss": validation_loss,',
    '            "validation_accuracy": validation_accuracy,',
    '        }',
    '        begun = epoch + 1',
    '        progress.keep(begun, figures, state)',
  ];
}

/** Prints the loss of the whole batch, of which each process has a part. */
const PRINT_STEP: Block = `import torch.distributed as dist

def print_step(step, loss):
    """Print the loss of a step, the mean over the processes."""
    loss = loss.detach() / WORLD
    if WORLD > 1:
        dist.all_reduce(loss)
    if RANK == 0:
        print(f"Step {step}: loss {loss.item():.7f}", flush=True)`;

function imports({ classWeights, experiment }: Needs): string[] {
  return [
    ...(rateChanges(experiment.training) ? ['import math'] : []),
    'import torch',
    'import torch.distributed as dist',
    'from torch import nn',
    ...(classWeights?.includes('np.') ? ['import numpy as np'] : []),
    ...(experiment.training.earlyStopping?.restoreBestWeights ? ['import copy'] : []),
  ];
}

/** The one line that class weights make too long. */
const fitted = (line: string): string =>
  line.length <= 79 || !line.includes('weights[targets]')
    ? line
    : ['            loss = weights[targets] * losses(logits, targets)', '            loss = loss.sum() * WORLD / size'].join('\n');

function waitingLines({ monitor, minDelta, restoreBestWeights }: EarlyStopping): string[] {
  const score = SCORES[monitor];
  const isBetter = fallsBest(monitor) ? `${score} < best - ${pyNumber(minDelta)}` : `${score} > best + ${pyNumber(minDelta)}`;
  const plain = minDelta === 0 ? isBetter.replace(/ [-+] 0$/, '') : isBetter;
  return [
    `        if best is None or ${plain}:`,
    `            best, waited = ${score}, 0`,
    ...(restoreBestWeights ? ['            best_state = copy.deepcopy(network.state_dict())'] : []),
    '        else:',
    '            waited += 1',
  ];
}

const stopLines = ({ patience }: EarlyStopping): string[] => [
  `        if waited >= ${pyNumber(Math.max(1, patience))}:`,
  '            break',
];
