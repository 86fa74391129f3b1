/** Counts draw calls of every WebGL2 context made after this module was loaded. */
let draws = 0;

const prototype = WebGL2RenderingContext.prototype;
const { drawElements, drawArrays } = prototype;
prototype.drawElements = function (...args) {
  draws++;
  drawElements.apply(this, args);
};
prototype.drawArrays = function (...args) {
  draws++;
  drawArrays.apply(this, args);
};

/** Draw calls while `work` runs. */
export function drawsOf(work: () => void): number {
  const before = draws;
  work();
  return draws - before;
}
