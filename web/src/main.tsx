import { createRoot } from 'react-dom/client';
import { App } from './app.js';
import { watchErrors } from './debug/page-errors.js';
import { keepShell } from './offline/register.js';
import { beginSession } from './session/session.js';
import { Failure } from './ui/failure.js';
import { beginTheme } from './ui/theme.js';
import './styles.css';

beginTheme();
watchErrors();
beginSession();
keepShell();
createRoot(document.getElementById('root')!).render(
  <Failure>
    <App />
  </Failure>,
);
