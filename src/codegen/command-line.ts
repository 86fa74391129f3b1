/** The options that say where the data are, within the function `main`. */
export const DATA_OPTIONS = `    parser = argparse.ArgumentParser(
        description="Train the network described at the top of this file."
    )
    parser.add_argument(
        "--data",
        type=Path,
        default=Path("data"),
        help="folder of the four data files; missing ones are downloaded",
    )
    parser.add_argument(
        "--split",
        type=Path,
        help="JSON file with the positions of train, validation and test",
    )`;

/** The options that the program of every library has, within its function `main`. */
export const SHARED_OPTIONS = `${DATA_OPTIONS}
    parser.add_argument(
        "--weights", type=Path, help="first weights: an .npz file"
    )`;
