globalThis.firstCopy = globalThis.AurigraphWidgets;
