let draws = 0;

/** Counts the draw calls of every WebGL2 context that is made after this module was loaded. */
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

/** Draw calls so far. */
export const drawCount = (): number => draws;
