import { IntrinsicException } from '@nestjs/common';

/** A question that cannot be answered as it stands; the message names the argument, the value and what to do. */
export class BadQuestion extends IntrinsicException {}
