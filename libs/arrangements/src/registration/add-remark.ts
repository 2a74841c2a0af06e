import { anySpeaker, event, IdField, TextField } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { on } from '../arrangement.js';

@InputType({ description: 'A remark for readers, with its source.' })
export class AddRemark {
  @IdField('arrangement') arrangement!: string;
  @TextField({ sealed: true, length: 2000 }) text!: string;
}

export const remarkAdded = event('RemarkAdded', AddRemark, (d) => `Remark: ${d.text}`);

export const addRemark = on(AddRemark, {
  describes: 'Adds a remark for readers.',
  records: [remarkAdded],
  mandate: anySpeaker,
  decide: (data) => remarkAdded(data),
  evolve: {
    RemarkAdded: (arrangement, { text }, { seq }) => ({
      ...arrangement,
      remarks: [...arrangement.remarks, { seq, text }],
    }),
  },
});
