import type { Plugin } from 'vite';

/** Says how `npm start` serves a class in the local network. */
export const addressForClass: Plugin = {
  name: 'address-for-class',
  configurePreviewServer(server) {
    const printUrls = server.printUrls.bind(server);
    server.printUrls = () => {
      printUrls();
      const shared = (server.resolvedUrls?.network.length ?? 0) > 0;
      const words = shared
        ? 'Anyone in the local network can open the Network address.'
        : 'For a class in the local network: npm start -- --host';
      server.config.logger.info(`  ${words}`);
    };
  },
};
