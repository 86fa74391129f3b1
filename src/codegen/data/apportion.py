def apportion(total, counts):
    """Share a number of images out over classes by their counts.

    Largest remainders first; of equal ones the lower class.
    """
    available = sum(counts)
    if total >= available:
        return list(counts)
    shares = [total * count // available for count in counts]
    order = sorted(
        range(len(counts)), key=lambda k: -(total * counts[k] % available)
    )
    for k in order[: total - sum(shares)]:
        shares[k] += 1
    return shares
