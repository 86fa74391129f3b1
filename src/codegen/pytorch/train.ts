import { writeClassWeights } from '@/codegen/data/class-weights';
import { itemNames } from '@/codegen/data/items';
import { scalesByData } from '@/codegen/data/prepare';
import { pyNumber } from '@/codegen/python/literals';
import { fallsBest } from '@/codegen/training/monitor';
import { rateChanges } from '@/codegen/training/schedule';
import type { Block } from '@/codegen/types';
import { isNumberTask } from '@/experiment/data/classes';
import type { Experiment } from '@/experiment/experiment';
import type { EarlyStopping, Monitor, TrainingSpec } from '@/experiment/training/types';
import { scoreWords } from '@/experiment/words/score';
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

/** The variable that holds a figure; of numbers R2 stands where accuracy does. */
const scoreOf = (monitor: Monitor, isNumber: boolean): string => (isNumber ? SCORES[monitor].replace('accuracy', 'r2') : SCORES[monitor]);

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
  const { items } = itemNames(experiment.data);
  const isNumber = isNumberTask(experiment.data);
  const outputs = isNumber ? 'outputs' : 'logits';
  const score = scoreWords(experiment.data).name;
  const said = (name: string) => (isNumber ? `R2 {${name}:.4f}` : `accuracy {${name}:.2%}`);
  const lines = [
    ...imports(needs),
    '',
    ...(isTrial ? TRIAL_HEAD : HEAD),
    '    model = network',
    '    if WORLD > 1:',
    '        model = nn.parallel.DistributedDataParallel(network)',
    ...`optimizer = ${optimizer.value}`.split('\n').map((line) => `    ${line}`),
    ...(needs.classWeights === null ? [] : [`    weights = torch.from_numpy(${needs.classWeights}).to(device)`]),
    ...(schedule.kind === 'reduceOnPlateau' ? ['    plateau = Plateau(LEARNING_RATE)'] : []),
    ...(earlyStopping ? [`    best, waited = None, 0`] : []),
    ...(rateChanges(training) ? ['    steps_per_epoch = math.ceil(len(data.items) / BATCH_SIZE)'] : []),
    '    done = 0',
    ...(isTrial ? goingOn(training) : ['    for epoch in range(EPOCHS):']),
    '        network.train()',
    '        sums = torch.zeros(2, dtype=torch.float64, device=device)',
    `        for ${items}, targets in batches(data, epoch):`,
    '            size = len(targets)',
    ...(rateChanges(training)
      ? [
          '            for group in optimizer.param_groups:',
          ...(schedule.kind === 'reduceOnPlateau'
            ? ['                group["lr"] = learning_rate(', '                    done, steps_per_epoch, plateau', '                )']
            : ['                group["lr"] = learning_rate(done, steps_per_epoch)']),
        ]
      : []),
    `            ${items}, targets = to_tensors(`,
    `                ${items}[RANK::WORLD], targets[RANK::WORLD], device${scalesByData(experiment.data) ? ', data' : ''}`,
    '            )',
    `            ${outputs} = model(${items})`,
    '            # DistributedDataParallel takes the mean over the processes, of',
    `            # which some may have no ${items === 'images' ? 'image' : 'row'} of a small batch.`,
    `            loss = ${needs.classWeights === null ? `losses(${outputs}, targets)` : '(weights[targets] * losses(logits, targets))'}.sum() * WORLD / size`,
    ...(needs.penalty ? ['            loss = loss + penalty(network)'] : []),
    '            optimizer.zero_grad()',
    '            loss.backward()',
    ...(training.clipping.kind === 'none' ? [] : ['            clip(network)']),
    '            optimizer.step()',
    '            sums[0] += loss.detach() * size / WORLD',
    isNumber
      ? '            sums[1] += (outputs[:, 0] - targets).detach().square().sum()'
      : '            sums[1] += (predicted(logits) == targets).sum()',
    '            done += 1',
    ...(isTrial ? [] : PRINTED_STEPS),
    '        if WORLD > 1:',
    '            dist.all_reduce(sums)',
    `        loss, ${isNumber ? 'squared' : 'accuracy'} = (sums / len(data.items)).tolist()`,
    ...(isNumber ? ['        r2 = explained(squared, variance(data, data.items))'] : []),
    ...(isTrial ? [] : [`        words = f"loss {loss:.4f}, ${said(score)}"`]),
    ...(validates
      ? [
          `        validation_loss, validation_${score} = evaluate(`,
          '            network, data, data.validation, device',
          '        )',
          ...(isTrial
            ? []
            : [
                '        words += f", validation loss {validation_loss:.4f}"',
                `        words += f", validation ${said(`validation_${score}`)}"`,
              ]),
        ]
      : []),
    ...(isTrial ? [] : ['        if RANK == 0:', '            print(f"Epoch {epoch + 1}: {words}", flush=True)']),
    ...(schedule.kind === 'reduceOnPlateau' ? [`        plateau.look(${scoreOf(schedule.monitor, isNumber)})`] : []),
    ...(earlyStopping ? waitingLines(earlyStopping, isNumber) : []),
    ...(isTrial ? keepingLines(experiment) : []),
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

function keepingLines({ data, training: { schedule, earlyStopping } }: Experiment): string[] {
  const { name } = scoreWords(data);
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
    `            "${name}": ${name},`,
    '            "validation_loss": validation_loss,',
    `            "validation_${name}": validation_${name},`,
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

function waitingLines({ monitor, minDelta, restoreBestWeights }: EarlyStopping, isNumber: boolean): string[] {
  const score = scoreOf(monitor, isNumber);
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
