// Keys and small comforts of the office. Every page works without it.
"use strict";
