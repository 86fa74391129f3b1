import { itemNames } from '@/codegen/data/items';
import { isColor, scaled, scalesByData } from '@/codegen/data/prepare';
import type { Block } from '@/codegen/types';
import { isNumberTask } from '@/experiment/data/classes';
import { tableOf } from '@/experiment/data/datasets';
import type { DataSpec } from '@/experiment/data/types';

/** Functions that bring images to the device and ask the network about them. */
export function evaluateBlocks(data: DataSpec, hasPenalty: boolean): Block[] {
  const { items, array } = itemNames(data);
  const isNumber = isNumberTask(data);
  const more = scalesByData(data) ? ', data' : '';
  const outputs = isNumber ? 'outputs' : 'logits';
  const toTensors = [
    'import torch',
    '',
    `def to_tensors(${items}, targets, device${more}):`,
    '    """A batch as the network takes it."""',
    `    ${items} = ${asTensor(data, items)}`,
    `    return ${items}.to(device), torch.from_numpy(targets).to(device)`,
  ];
  const evaluate = [
    'import torch',
    'import torch.distributed as dist',
    '',
    '@torch.no_grad()',
    'def evaluate(network, data, positions, device):',
    `    """Loss and ${isNumber ? 'R2' : 'accuracy'}; each process looks at its share of the ${items}."""`,
    '    network.eval()',
    '    sums = torch.zeros(2, dtype=torch.float64, device=device)',
    '    share = positions[RANK::WORLD]',
    '    for first in range(0, len(share), 500):',
    '        some = share[first : first + 500]',
    `        ${items}, targets = to_tensors(`,
    `            data.${array}[some], data.targets[some], device${more}`,
    '        )',
    `        ${outputs} = network(${items})`,
    `        sums[0] += losses(${outputs}, targets).double().sum()`,
    isNumber
      ? '        sums[1] += (outputs[:, 0] - targets).double().square().sum()'
      : '        sums[1] += (predicted(logits) == targets).sum()',
    '    if WORLD > 1:',
    '        dist.all_reduce(sums)',
    `    loss, ${isNumber ? 'squared' : 'accuracy'} = (sums / len(positions)).tolist()`,
    ...(isNumber ? ['    r2 = explained(squared, variance(data, positions))'] : []),
    `    return loss${hasPenalty ? ' + penalty(network).item()' : ''}, ${isNumber ? 'r2' : 'accuracy'}`,
  ];
  const answers = items === 'rows' ? 'answers' : 'rows';
  const predict = [
    'import numpy as np',
    'import torch',
    '',
    '@torch.no_grad()',
    'def predict(network, data, positions, device):',
    isNumber
      ? '    """What is predicted for rows, in the unit of the target."""'
      : `    """Probabilities of ${items}, one row ${items === 'images' ? 'an image' : 'each'}."""`,
    '    network.eval()',
    `    ${answers} = []`,
    '    for first in range(0, len(positions), 500):',
    '        some = positions[first : first + 500]',
    `        ${items}, _ = to_tensors(`,
    `            data.${array}[some], data.targets[some], device${more}`,
    '        )',
    `        ${answers}.append(${isNumber ? `network(${items})[:, 0]` : `probabilities(network(${items}))`}.cpu().numpy())`,
    isNumber ? `    return data.mean + data.deviation * np.concatenate(${answers})` : `    return np.concatenate(${answers})`,
  ];
  return [toTensors.join('\n'), evaluate.join('\n'), predict.join('\n')];
}

/** A batch of items as a tensor, channels before height and width. */
function asTensor(data: DataSpec, items: string): string {
  const tensor = `torch.from_numpy(${scaled(data, items)})`;
  if (tableOf(data.dataset)) return tensor;
  return isColor(data) ? `${tensor}.permute(0, 3, 1, 2)` : `${tensor}.unsqueeze(1)`;
}
