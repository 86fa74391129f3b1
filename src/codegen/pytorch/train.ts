import { writeClassWeights } from '@/codegen/data/class-weights';
import { pyNumber } from '@/codegen/python/literals';
import { fallsBest } from '@/codegen/training/monitor';
import { rateChanges } from '@/codegen/training/schedule';
import type { Block } from '@/codegen/types';
import type { Experiment } from '@/experiment/experiment';
import type { EarlyStopping, Monitor } from '@/experiment/training/types';
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
  const { training } = experiment;
  const classWeights = writeClassWeights(training.classWeights);
  const optimizer = writeOptimizer(training.optimizer, { rateChanges: rateChanges(training) }, '    optimizer = '.length);
  const needs: Needs = { experiment, validates, penalty: hasPenalty(experiment), classWeights: classWeights?.value ?? null };
  const { earlyStopping, schedule } = training;
  const lines = [
    ...imports(needs),
    '',
    'def train(network, data, device, steps=None):',
    '    """Train the network; with `steps`, print so many losses and stop."""',
    '    model = network',
    '    if WORLD > 1:',
    '        model = nn.parallel.DistributedDataParallel(network)',
    ...`optimizer = ${optimizer.value}`.split('\n').map((line) => `    ${line}`),
    ...(needs.classWeights === null ? [] : [`    weights = torch.from_numpy(${needs.classWeights}).to(device)`]),
    ...(schedule.kind === 'reduceOnPlateau' ? ['    plateau = Plateau()'] : []),
    ...(earlyStopping ? [`    best, waited = None, 0`] : []),
    ...(rateChanges(training) ? ['    steps_per_epoch = math.ceil(len(data.items) / BATCH_SIZE)'] : []),
    '    done = 0',
    '    for epoch in range(EPOCHS):',
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
    '            if steps is not None:',
    '                print_step(done, loss)',
    '                if done == steps:',
    '                    return',
    '        if WORLD > 1:',
    '            dist.all_reduce(sums)',
    '        loss, accuracy = (sums / len(data.items)).tolist()',
    '        words = f"loss {loss:.4f}, accuracy {accuracy:.2%}"',
    ...(validates
      ? [
          '        validation_loss, validation_accuracy = evaluate(',
          '            network, data, data.validation, device',
          '        )',
          '        words += f", validation loss {validation_loss:.4f}"',
          '        words += f", validation accuracy {validation_accuracy:.2%}"',
        ]
      : []),
    '        if RANK == 0:',
    '            print(f"Epoch {epoch + 1}: {words}", flush=True)',
    ...(schedule.kind === 'reduceOnPlateau' ? [`        plateau.look(${SCORES[schedule.monitor]})`] : []),
    ...(earlyStopping ? stoppingLines(earlyStopping) : []),
    ...(earlyStopping?.restoreBestWeights ? ['    network.load_state_dict(best_state)'] : []),
  ];
  return [...optimizer.blocks, ...(classWeights ? [classWeights.block] : []), PRINT_STEP, lines.map(fitted).join('\n')];
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

function stoppingLines({ monitor, patience, minDelta, restoreBestWeights }: EarlyStopping): string[] {
  const score = SCORES[monitor];
  const isBetter = fallsBest(monitor) ? `${score} < best - ${pyNumber(minDelta)}` : `${score} > best + ${pyNumber(minDelta)}`;
  const plain = minDelta === 0 ? isBetter.replace(/ [-+] 0$/, '') : isBetter;
  return [
    `        if best is None or ${plain}:`,
    `            best, waited = ${score}, 0`,
    ...(restoreBestWeights ? ['            best_state = copy.deepcopy(network.state_dict())'] : []),
    '        else:',
    '            waited += 1',
    `        if waited >= ${pyNumber(Math.max(1, patience))}:`,
    '            break',
  ];
}
