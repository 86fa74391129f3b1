import { expect, it } from 'vitest';
import { deviceName } from '@/engine/tfjs/webgl/device-name';

it.each([
  ['ANGLE (NVIDIA, NVIDIA GeForce RTX 3060 Direct3D11 vs_5_0 ps_5_0, D3D11)', 'NVIDIA GeForce RTX 3060'],
  ['ANGLE (Intel, Intel(R) UHD Graphics 620 (0x00003EA0) Direct3D11 vs_5_0 ps_5_0, D3D11)', 'Intel UHD Graphics 620'],
  ['ANGLE (Intel, Mesa Intel(R) Iris(R) Xe Graphics (TGL GT2), OpenGL 4.6)', 'Intel Iris Xe Graphics (TGL GT2)'],
  ['ANGLE (Apple, ANGLE Metal Renderer: Apple M1, Unspecified Version)', 'Apple M1'],
  ['ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero) (0x0000C0DE)), SwiftShader driver)', 'SwiftShader (software)'],
  ['Adreno (TM) 640', 'Adreno 640'],
  ['Mali-G72', 'Mali-G72'],
  ['NVIDIA GeForce GTX 1660/PCIe/SSE2', 'NVIDIA GeForce GTX 1660'],
  ['', ''],
])('names the card of %s', (renderer, name) => {
  expect(deviceName(renderer)).toBe(name);
});
