/** Explanations of the figures, in the words of the classroom. */
export const PRECISION = 'Of all images the network gave this class, the share that really belong to it.';
export const RECALL = 'Of all images that really belong to this class, the share that the network found.';
export const F1 = 'The harmonic mean of precision and recall: high only where both are.';
export const CLASS_ACCURACY =
  'This class against all others: the share of images that are correctly given this class, or correctly not. With ten classes it is always high, since most images belong to other classes.';
export const SUPPORT = 'How many images of the class there are.';
export const ROC_AREA =
  'The area under the ROC curve: how often an image of the class gets a higher probability for it than an image of another one. 0.5 is guessing.';
export const PRECISION_AREA =
  'Average precision, the area under the precision-recall curve: mean precision over all thresholds, weighted by the recall gained.';

export const ACCURACY = 'The share of images that got the right class.';
export const TOP_TWO = 'The share of images whose right class is among the two most likely.';
export const KAPPA = 'Cohen’s kappa: agreement beyond chance. 0 is as good as guessing by how often each class occurs, 1 is perfect.';
export const CALIBRATION_ERROR = 'Expected calibration error: how far confidence is from actual accuracy, on average. 0 is perfect.';
export const LOG_LOSS =
  'The mean of -ln of the probability of the right class, which counts as at least 2^-23 (32-bit numbers tell no less from 0). It punishes being sure and wrong. The training loss is the same figure plus penalties, where cross-entropy is trained.';

export const MACRO = 'The mean over the classes, each counting alike.';
export const WEIGHTED = 'The mean over the classes, each counting by its images.';
export const MICRO = 'Adds up the counts of all classes, then computes the score once.';
export const SAMPLES = 'The mean over the images, each with its own precision and recall. An image without an answer counts as 0.';

export const ROC_CURVE =
  'Every point is a threshold: how many images of the class are found, against how many others are taken for it. The upper left corner is perfect.';
export const PRECISION_RECALL_CURVE =
  'Every point is a threshold: how many images of the class are found, against how many of those found are right. The upper right corner is perfect.';
export const RELIABILITY = 'Images grouped by confidence. If confidence is honest, each bar ends at its mark.';
export const THRESHOLD = 'An image gets every class whose probability exceeds the threshold: possibly none, possibly several.';
export const MOST_CONFIDENT_MISTAKES = 'Images that were taken for another class, the most confident answer first.';
export const HARDEST = 'All images, starting with those whose correct class got the lowest probability.';
export const DOUBTFUL_LABELS =
  'Images that the model confidently puts in another class than their label says (confident learning). Some labels are wrong, other images are merely hard: look at them.';

export const DOUBTFUL_TRAINING_LABELS =
  'The same for the training images. The model has seen these labels and may have learned wrong ones too: after few epochs it finds more of them.';
