/** Whether another page shows this one inside itself. Hosts that send headers forbid it; on others a click could be lured onto "Erase everything". */
export const isFramed = (): boolean => window.top !== window.self;
