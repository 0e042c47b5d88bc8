import { listColumns, personIn } from './list-columns.js';

describe('listColumns', () => {
  it('knows columns by their usual names, however they are written', () => {
    expect(listColumns(['E-Mail', 'Customer Number', 'City', 'CRM ID', ''], {})).toEqual({
      columnOf: { email: 'E-Mail', userId: 'Customer Number', crmId: 'CRM ID' },
      unused: ['City'],
    });
  });

  it('takes what is mapped first, and gives no column twice', () => {
    const { columnOf, unused } = listColumns(['email', 'Post'], { email: 'post', userId: 'email' });
    expect(columnOf).toEqual({ email: 'Post', userId: 'email' });
    expect(unused).toEqual([]);
  });

  it.each<[string[], Record<string, string>, RegExp]>([
    [['city'], {}, /No column names people; map one to userId, email/],
    [['email'], { mail: 'email' }, /There is no field mail/],
    [['email'], { userId: 'number' }, /There is no column number; the columns are email/],
  ])('refuses %j mapped by %j', (header, mapped, message) => {
    expect(() => listColumns(header, mapped)).toThrow(message);
  });
});

describe('personIn', () => {
  it('reads the cells that name somebody', () => {
    const columns = listColumns(['Mail', 'City', 'Tel'], {});
    expect(personIn({ Mail: ' a@b.c ', City: 'York', Tel: '' }, columns)).toEqual({
      email: 'a@b.c',
      phone: '',
    });
  });
});
