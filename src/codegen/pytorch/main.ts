import { sharedOptions } from '@/codegen/command-line';
import { dataFileName } from '@/codegen/data/saved/data-file';
import { pyString } from '@/codegen/python/literals';
import type { Block } from '@/codegen/types';
import { isNumberTask } from '@/experiment/data/classes';
import type { DataSpec } from '@/experiment/data/types';

/** How processes that `torchrun` starts know each other. */
export const PROCESSES: Block = `import os

# Which of how many processes this is; torchrun says it.
RANK = int(os.environ.get("RANK", 0))
WORLD = int(os.environ.get("WORLD_SIZE", 1))`;

/** The device of this process, and the functions around training. */
export const mainBlocks = (data: DataSpec, fileStem: string): Block[] => [
  `import os
import torch
import torch.distributed as dist

def start():
    """The device of this process, joined to the others."""
    has_gpu = torch.cuda.is_available()
    if has_gpu:
        device = torch.device("cuda", int(os.environ.get("LOCAL_RANK", 0)))
        torch.cuda.set_device(device)
    else:
        device = torch.device("cpu")
    if WORLD > 1:
        dist.init_process_group("nccl" if has_gpu else "gloo")
    return device`,
  `import torch
import torch.distributed as dist

def finish(network, data, device, path):
    """Test the network, print the report and save the weights."""
    loss, ${isNumberTask(data) ? 'r2' : 'accuracy'} = evaluate(network, data, data.test, device)
    if RANK > 0:
        return
    print(f"\\nTest: loss {loss:.4f}, ${isNumberTask(data) ? 'R2 {r2:.4f}' : 'accuracy {accuracy:.2%}'}")
    answers = predict(network, data, data.test, device)
    report(answers, data.${isNumberTask(data) ? 'values' : 'targets'}[data.test])
    torch.save(network.state_dict(), path.with_suffix(".pt"))
    save_weights(network, path.with_suffix(".npz"))`,
  `import argparse
from pathlib import Path
import torch
import torch.distributed as dist

def main():
${sharedOptions(data)}
    parser.add_argument(
        "--steps",
        type=int,
        help="print the loss of so many steps and stop",
    )
    parser.add_argument(
        "--save",
        type=Path,
        default=Path(${pyString(fileStem)}),
        help="where the weights go, without the ending",
    )
    options = parser.parse_args()
    device = start()
    if WORLD > 1 and RANK > 0:
        # ${dataFileName(data.dataset) === null ? 'The first process downloads.' : 'The first process reads first.'}
        dist.barrier()
    data = prepare(options.data, options.split)
    if WORLD > 1 and RANK == 0:
        dist.barrier()
    torch.manual_seed(SEED)
    network = Network()
    initialize(network)
    if options.weights is not None:
        load_weights(network, options.weights)
    # Each process drops other outputs.
    torch.manual_seed(SEED + RANK)
    network.to(device)
    if RANK == 0:
        count = sum(p.numel() for p in network.parameters())
        print(f"{count:,} trainable parameters", flush=True)
    train(network, data, device, options.steps)
    if options.steps is None:
        finish(network, data, device, options.save)
    if WORLD > 1:
        dist.destroy_process_group()


if __name__ == "__main__":
    main()`,
];
