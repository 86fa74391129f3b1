/** Explanations of what the curves show, for somebody who sees a network learn for the first time. */
export const LOSS =
  'How wrong the answers are, as one number: small when the network is confident and right. Training makes it smaller. It includes L1 and L2 penalties, if any.';
export const PENALTY =
  'The loss shown is the error plus the L1 and L2 penalties on the weights: the sum that training makes smaller. The report’s log loss is the error alone.';
export const RMSE =
  'Root mean squared error: how far predictions typically are from the true number, in its unit. Large errors count most. The mean error (MAE) counts all alike.';
export const EPOCH = 'One pass through the whole training set.';
export const TRAINING_ACCURACY =
  'Accuracy on the images that the network learns from, averaged over the epoch while it was still learning. Dropout and augmentation make these images harder.';
export const VALIDATION_ACCURACY =
  'Accuracy on images set aside from training, checked after every epoch. If it falls while training accuracy rises, the network memorizes.';
export const TEST_ACCURACY = 'Accuracy on images that played no part in training or in choosing settings. Measured once, at the end.';
/** Of a run that validates on its test images. */
export const WATCHED_VALIDATION_ACCURACY =
  'Accuracy on the test images, checked after every epoch. No other images are held out in this run.';
export const WATCHED_TEST_ACCURACY =
  'Accuracy on the test images. This run also validated on them after every epoch, so the score is not an independent test.';
