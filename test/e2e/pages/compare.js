document.documentElement.dataset.kept = globalThis.firstCopy === globalThis.AurigraphWidgets ? 'yes' : 'no';
