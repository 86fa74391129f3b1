/** Everything after these words is about the driver, not the card. */
const DRIVER = /\s*(?:Direct3D|D3D\d|OpenGL|vs_\d|Vulkan \d|Metal\b|\/PCIe|\(0x|,).*$/i;

/** A graphics card's name as people know it, out of what WebGL reports (which ANGLE wraps in vendor, interface and driver). */
export function deviceName(renderer: string): string {
  if (/SwiftShader/i.test(renderer)) return 'SwiftShader (software)';
  const inside = renderer.match(/^ANGLE \((.*)\)$/)?.[1];
  const card = inside === undefined ? renderer : inside.slice(inside.indexOf(',') + 1).trim();
  const name = card
    .replace(/^ANGLE Metal Renderer:\s*/i, '')
    .replace(/^Mesa\s+(?:DRI\s+)?/i, '')
    .replace(/\((?:R|TM|C)\)/gi, '')
    .replace(DRIVER, '');
  return name.replace(/\s+/g, ' ').trim() || renderer;
}
