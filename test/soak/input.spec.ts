// The wrong inputs of test/access, 200 and more of each endpoint and command (trust: "What you send").
import '../access/input.spec.js';
