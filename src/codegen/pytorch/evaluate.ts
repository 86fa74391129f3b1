import { scaled } from '@/codegen/data/prepare';
import type { Block } from '@/codegen/types';
import type { DataSpec } from '@/experiment/data/types';

/** Functions that bring images to the device and ask the network about them. */
export function evaluateBlocks(data: DataSpec, hasPenalty: boolean): Block[] {
  const toTensors = [
    'import torch',
    '',
    `def to_tensors(images, targets, device${data.scaling === 'standardized' ? ', data' : ''}):`,
    '    """A batch as the network takes it."""',
    `    images = torch.from_numpy(${scaled(data, 'images')}).unsqueeze(1)`,
    '    return images.to(device), torch.from_numpy(targets).to(device)',
  ];
  const evaluate = [
    'import torch',
    'import torch.distributed as dist',
    '',
    '@torch.no_grad()',
    'def evaluate(network, data, positions, device):',
    '    """Loss and accuracy; each process looks at its share of the images."""',
    '    network.eval()',
    '    sums = torch.zeros(2, dtype=torch.float64, device=device)',
    '    share = positions[RANK::WORLD]',
    '    for first in range(0, len(share), 500):',
    '        some = share[first : first + 500]',
    '        images, targets = to_tensors(',
    `            data.pixels[some], data.targets[some], device${data.scaling === 'standardized' ? ', data' : ''}`,
    '        )',
    '        logits = network(images)',
    '        sums[0] += losses(logits, targets).double().sum()',
    '        sums[1] += (predicted(logits) == targets).sum()',
    '    if WORLD > 1:',
    '        dist.all_reduce(sums)',
    '    loss, accuracy = (sums / len(positions)).tolist()',
    `    return loss${hasPenalty ? ' + penalty(network).item()' : ''}, accuracy`,
  ];
  const predict = [
    'import numpy as np',
    'import torch',
    '',
    '@torch.no_grad()',
    'def predict(network, data, positions, device):',
    '    """Probabilities of images, one row an image."""',
    '    network.eval()',
    '    rows = []',
    '    for first in range(0, len(positions), 500):',
    '        some = positions[first : first + 500]',
    '        images, _ = to_tensors(',
    `            data.pixels[some], data.targets[some], device${data.scaling === 'standardized' ? ', data' : ''}`,
    '        )',
    '        rows.append(probabilities(network(images)).cpu().numpy())',
    '    return np.concatenate(rows)',
  ];
  return [toTensors.join('\n'), evaluate.join('\n'), predict.join('\n')];
}
